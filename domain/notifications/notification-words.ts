import mustache from 'mustache';
import type { NotificationTemplate, NotificationsConfig } from '../config/index.ts';
import { DomainError } from '../errors/index.ts';

export interface Words {
  readonly title: string;
  readonly text: string;
}

type Language = 'zh' | 'en';

/** Puts notifications into words, Chinese unless told otherwise. */
export class NotificationWords {
  /** What it was made of. */
  readonly config: NotificationsConfig;
  readonly #templates: ReadonlyMap<string, NotificationTemplate>;

  constructor(config: NotificationsConfig) {
    this.config = config;
    this.#templates = new Map(config.templates.map((template) => [template.id, template]));
  }

  /** @throws DomainError CONFIG_INVALID when there is no such template */
  template(id: string): NotificationTemplate {
    const template = this.#templates.get(id);
    if (template !== undefined) return template;
    throw new DomainError('CONFIG_INVALID', {
      params: { detail: `notifications.yaml: there is no template ${id}` },
    });
  }

  /** A placeholder without a value stays empty; nothing in the data is read as markup. */
  render(id: string, data: Readonly<Record<string, unknown>>, language: Language = 'zh'): Words {
    const { title, text } = this.template(id);
    const view = Object.fromEntries(
      Object.entries(data).map(([name, value]) => [name, this.#word(value, language)]),
    );
    const fill = (template: string): string =>
      mustache.render(template, view, {}, { escape: (value: unknown) => String(value) });
    return { title: fill(title[language]), text: fill(text[language]) };
  }

  #word(value: unknown, language: Language): unknown {
    const { words } = this.config;
    const known = typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : undefined;
    return known?.[language] ?? value;
  }
}
