import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemOf, ruleChangeApi, type RuleChange } from '../../../api/index.ts';

/** How long the hand must rest before a file is saved, in ms. */
const REST = 900;

/** Somebody else saved the same file meanwhile. */
export interface Conflict {
  readonly ruleId: string;
  readonly mine: string;
  readonly theirs: string;
  readonly revision: number;
}

export interface Draft {
  /** What the file says by now, saved or not. */
  readonly textOf: (ruleId: string) => string;
  readonly edit: (ruleId: string, text: string) => void;
  readonly saving: boolean;
  readonly unsaved: boolean;
  readonly failure: unknown;
  readonly conflict: Conflict | undefined;
  /** Ends a conflict with the text that is to be saved; undefined takes theirs. */
  readonly settle: (text: string | undefined) => Promise<void>;
  /** Saves what waits; resolves when nothing does. */
  readonly flush: () => Promise<void>;
  readonly revision: () => number;
}

/** The files of a change as they are typed: saved when the hand rests, one after the other, never over a colleague's. */
export function useDraft(change: RuleChange): Draft {
  const client = useQueryClient();
  const revision = useRef(change.revision);
  const pending = useRef(new Map<string, string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<void>>(undefined);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [saving, setSaving] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [conflict, setConflict] = useState<Conflict>();

  useEffect(() => {
    revision.current = Math.max(revision.current, change.revision);
  }, [change.revision]);

  const reload = useCallback(
    () => client.invalidateQueries({ queryKey: ['rule-changes', change.id] }),
    [client, change.id],
  );

  const saveAll = useCallback(async (): Promise<void> => {
    setSaving(true);
    setFailure(undefined);
    try {
      for (;;) {
        const next = pending.current.entries().next().value;
        if (next === undefined) break;
        const [ruleId, text] = next;
        try {
          const saved = await ruleChangeApi.save(change.id, ruleId, text, revision.current);
          revision.current = saved.revision;
        } catch (error) {
          if (problemOf(error).status !== 409) throw error;
          const now = await ruleChangeApi.find(change.id);
          const theirs = now.files.find((file) => file.ruleId === ruleId)?.content;
          const known = change.files.find((file) => file.ruleId === ruleId)?.content;
          revision.current = now.revision;
          // another file of the change was saved by a colleague: this one is still ours alone
          if (theirs === undefined || theirs === known || theirs === text) continue;
          pending.current.delete(ruleId);
          setConflict({ ruleId, mine: text, theirs, revision: now.revision });
          return;
        }
        // typed on meanwhile: saved in the next round
        if (pending.current.get(ruleId) === text) pending.current.delete(ruleId);
      }
      setUnsaved(false);
      await reload();
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  }, [change.id, change.files, reload]);

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    await running.current;
    if (pending.current.size === 0) return;
    running.current = saveAll();
    await running.current;
  }, [saveAll]);

  const latestFlush = useRef(flush);
  useEffect(() => {
    latestFlush.current = flush;
  });
  useEffect(() => () => void latestFlush.current(), []);

  const edit = useCallback((ruleId: string, text: string): void => {
    pending.current.set(ruleId, text);
    setTyped((before) => ({ ...before, [ruleId]: text }));
    setUnsaved(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void latestFlush.current(), REST);
  }, []);

  const settle = async (text: string | undefined): Promise<void> => {
    const current = conflict;
    setConflict(undefined);
    if (current === undefined) return;
    setTyped((before) => ({ ...before, [current.ruleId]: text ?? current.theirs }));
    if (text !== undefined) edit(current.ruleId, text);
    await (text === undefined ? reload() : flush());
  };

  return {
    textOf: (ruleId) => typed[ruleId] ?? change.files.find((file) => file.ruleId === ruleId)?.content ?? '',
    ...{ edit, saving, unsaved, failure, conflict, settle, flush },
    revision: () => revision.current,
  };
}
