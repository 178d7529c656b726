/** A name of which only the family name is left: 王**; a compound family name is not known, so one character it is. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim());
  if (letters.length === 0) return '';
  return letters.length === 1 ? '*' : `${letters[0] ?? ''}${'*'.repeat(letters.length - 1)}`;
}

/** A phone number of which the ends are left: 138****5678; of a short one only the last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 7) return '*'.repeat(Math.max(digits.length - 2, 1)) + digits.slice(-2);
  return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 7)}${digits.slice(-4)}`;
}

/** An address up to its district, town or village; what lies inside is hidden. */
export function maskAddress(address: string): string {
  const text = address.trim();
  if (text === '') return '';
  const area = /^(?:.*?[省市])?(?:.*?[区县])?(?:.*?(?:街道|[镇乡村]))?/.exec(text)?.[0] ?? '';
  return `${area === text ? '' : area}****`;
}
