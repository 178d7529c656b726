import type { Request } from 'express';

/** Language of an answer. */
export type Language = 'zh' | 'en';

/** Language that a request asks for: `?lang=` before Accept-Language; Chinese when it asks for neither. */
export function languageOf(request: Request): Language {
  const asked = request.query['lang'];
  if (asked === 'en' || asked === 'zh') return asked;
  return request.acceptsLanguages('zh', 'zh-CN', 'en', 'en-US')?.toString().startsWith('en') === true
    ? 'en'
    : 'zh';
}
