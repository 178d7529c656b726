/** Digits of a phone number without separators and without the country code of China. */
export function phoneDigits(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  if (digits.startsWith('0086')) return digits.slice(4);
  // 86 is the country code only before a whole mobile number; else it may begin a local one
  return /^861\d{10}$/.test(digits) ? digits.slice(2) : digits;
}
