/**
 * Whether text is like a pattern: `*` any characters, `?` one, `\` takes the next as it is. Walks both once, so no
 * pattern is slow.
 */
export function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let wildcard = -1;
  let resume = 0;
  let p = 0;
  while (at < text.length) {
    const literal = pattern[p] === '\\' && p + 1 < pattern.length;
    if (!literal && pattern[p] === '*') {
      wildcard = p;
      resume = at;
      p += 1;
    } else if (literal ? pattern[p + 1] === text[at] : pattern[p] === '?' || pattern[p] === text[at]) {
      p += literal ? 2 : 1;
      at += 1;
    } else if (wildcard >= 0) {
      p = wildcard + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
