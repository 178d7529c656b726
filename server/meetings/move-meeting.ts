import { DomainError, fieldError, toIso, toLocal } from '@jiesu/domain';
import type { FieldError, WorkingCalendar } from '@jiesu/domain';
import type { DisputeDocument, MeetingDocument, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { invalidFields } from '../problem/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import type { Engine } from '../zeebe/index.ts';

/** The process may be between two waits. */
const TIME_TO_LIVE_MS = 60_000;
const MOVABLE: readonly MeetingDocument['state'][] = ['planned', 'agenda', 'invited'];

interface Parts {
  readonly store: Pick<Store, 'meetings' | 'disputes'>;
  readonly engine: Pick<Engine, 'publish'>;
  /** The one in force. */
  readonly calendar: () => WorkingCalendar;
  readonly clock: Clock;
}

interface Wanted {
  /** Epoch ms. */
  readonly startsAt: number;
  readonly reason: string;
}

/** Moves joint meetings: their process arms its start again and invites anew. */
export class MeetingMover {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Moves a meeting that is still to come. The agenda and the minutes keep their distance to it. Said again with the same
   * time it only tells the process again.
   * @throws DomainError NOT_FOUND, MEETING_NOT_MOVABLE, VALIDATION_FAILED (in the past, or after a ruling is due),
   *   CONFLICT, ENGINE_UNAVAILABLE
   */
  async move(id: string, wanted: Wanted, person: SignedInPerson): Promise<MeetingDocument> {
    const { store, engine, clock } = this.#parts;
    const meeting = await store.meetings.findById(id).lean<MeetingDocument | null>();
    if (meeting === null) throw new DomainError('NOT_FOUND');
    const now = clock.now();
    if (!MOVABLE.includes(meeting.state) || meeting.startsAt.getTime() <= now) {
      throw new DomainError('MEETING_NOT_MOVABLE');
    }
    const moved =
      meeting.startsAt.getTime() === wanted.startsAt ? meeting : this.#moved(meeting, wanted, person);
    if (moved !== meeting) {
      const errors = await this.#errors(meeting, wanted.startsAt);
      if (errors.length > 0) throw invalidFields(errors);
      const { startsAt, agendaDueAt, minutesDueAt, moves } = moved;
      const result = await store.meetings.updateOne(
        { _id: id, startsAt: meeting.startsAt, state: { $in: [...MOVABLE] } },
        { $set: { startsAt, agendaDueAt, minutesDueAt, moves } },
      );
      if (result.matchedCount === 0) throw new DomainError('CONFLICT');
    }
    await engine.publish({
      name: 'meeting-moved',
      correlationKey: id,
      messageId: `meeting-moved:${id}:${moved.moves?.length ?? 0}`,
      timeToLiveMs: TIME_TO_LIVE_MS,
      variables: {},
    });
    return moved;
  }

  #moved(
    meeting: MeetingDocument,
    { startsAt, reason }: Wanted,
    { username }: SignedInPerson,
  ): MeetingDocument {
    const now = this.#parts.clock.now();
    const before = meeting.startsAt.getTime();
    const agenda = startsAt - this.#distance(meeting.agendaDueAt.getTime(), before, startsAt, 'before');
    const minutes = startsAt + this.#distance(before, meeting.minutesDueAt.getTime(), startsAt, 'after');
    return {
      ...meeting,
      startsAt: new Date(startsAt),
      agendaDueAt: new Date(Math.min(Math.max(agenda, now), startsAt)),
      minutesDueAt: new Date(minutes),
      moves: [
        ...(meeting.moves ?? []),
        { from: meeting.startsAt, to: new Date(startsAt), reason, by: username, at: new Date(now) },
      ],
    };
  }

  /** As many working hours as there were; by the clock where there were none, as for an emergency at night. */
  #distance(from: number, to: number, startsAt: number, side: 'before' | 'after'): number {
    const calendar = this.#parts.calendar();
    const hours = calendar.workingTimeBetween(from, to, 'working-hours', { unpublished: 'mark' });
    if (hours === 0) return to - from;
    return side === 'before'
      ? startsAt - calendar.subtractWorkingTime(startsAt, hours, 'working-hours', { unpublished: 'mark' })
      : calendar.dueTime(startsAt, hours, 'working-hours', { unpublished: 'mark' }).at - startsAt;
  }

  async #errors({ agenda }: MeetingDocument, startsAt: number): Promise<FieldError[]> {
    const { store, clock } = this.#parts;
    if (startsAt <= clock.now()) return [wrong('须晚于当前时间', 'it must be in the future')];
    const disputes = await store.disputes
      .find({ _id: { $in: agenda }, state: { $ne: 'ruled' } }, { rulingDueAt: 1 })
      .lean<Pick<DisputeDocument, 'rulingDueAt'>[]>();
    // past it the next rung takes the dispute, and the meeting would rule on nothing
    const last = Math.min(
      ...disputes.map(({ rulingDueAt }) => rulingDueAt?.getTime() ?? Number.POSITIVE_INFINITY),
    );
    if (startsAt < last) return [];
    const limit = toIso(toLocal(last)).slice(0, 16).replace('T', ' ');
    return [wrong(`须早于裁定期限 ${limit}`, `it must be before the ruling is due, ${limit}`)];
  }
}

function wrong(reason: string, reasonEn: string): FieldError {
  return fieldError('startsAt', 'FIELD_INVALID', {
    label: '会议时间',
    labelEn: 'Time of the meeting',
    reason,
    reasonEn,
  });
}
