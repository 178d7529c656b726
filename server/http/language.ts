import type { Request } from 'express';

/** Language of an answer. */
export type Language = 'zh' | 'en';

/** Language that a request asks for: `?lang=` before Accept-Language; Chinese when it asks for neither. */
export function languageOf(request: Request): Language {
  const asked = request.query['lang'];
  if (asked === 'en' || asked === 'zh') return asked;
  const accepted = request.acceptsLanguages('zh', 'zh-CN', 'en', 'en-US');
  return typeof accepted === 'string' && accepted.startsWith('en') ? 'en' : 'zh';
}
