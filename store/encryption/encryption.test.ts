import { describe, expect, it } from '@jest/globals';
import { FieldCipher, openPersonalData, sealPersonalData } from './index.ts';

const secret = 'a secret of the test, long enough';
const caller = { name: '王小明', phone: '13812345678', address: '东湖区解放路1号' };

describe('field encryption', () => {
  it('opens what it sealed, and seals differently each time', () => {
    const cipher = new FieldCipher(secret);
    const first = sealPersonalData(cipher, 'o1', caller);
    const second = sealPersonalData(cipher, 'o1', caller);

    expect(openPersonalData(cipher, 'o1', first)).toEqual(caller);
    expect(first.phone).not.toBe(second.phone);
    expect(JSON.stringify(first)).not.toContain('138');
  });

  it('leaves out what is not known', () => {
    const cipher = new FieldCipher(secret);
    expect(sealPersonalData(cipher, 'o1', { name: undefined, phone: '' })).toEqual({});
  });

  it.each([
    ['another order', (cipher: FieldCipher, name: string) => openPersonalData(cipher, 'o2', { name })],
    [
      'another field',
      (cipher: FieldCipher, name: string) => openPersonalData(cipher, 'o1', { address: name }),
    ],
    [
      'another secret',
      (_: FieldCipher, name: string) => openPersonalData(new FieldCipher('x'), 'o1', { name }),
    ],
    [
      'a changed byte',
      (cipher: FieldCipher, name: string) =>
        openPersonalData(cipher, 'o1', { name: name.slice(0, -3) + (name.endsWith('AAA') ? 'BBB' : 'AAA') }),
    ],
    ['no envelope', (cipher: FieldCipher) => openPersonalData(cipher, 'o1', { name: '王小明' })],
  ])('refuses an envelope in %s', (_place, open) => {
    const cipher = new FieldCipher(secret);
    const { name = '' } = sealPersonalData(cipher, 'o1', caller);

    expect(() => open(cipher, name)).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }));
  });

  it('opens with a previous secret what that one sealed', () => {
    const sealed = sealPersonalData(new FieldCipher('old'), 'o1', caller);
    expect(openPersonalData(new FieldCipher('new', ['old']), 'o1', sealed)).toEqual(caller);
  });

  it('finds a phone in every way of writing it, and tells nothing without the secret', () => {
    const cipher = new FieldCipher(secret);
    const hash = cipher.phoneHash('13812345678');

    for (const same of ['138 1234 5678', '+86 138-1234-5678', '0086 13812345678', '１３８１２３４５６７８']) {
      expect(cipher.phoneHash(same)).toBe(hash);
    }
    expect(cipher.phoneHash('13812345679')).not.toBe(hash);
    expect(new FieldCipher('x').phoneHash('13812345678')).not.toBe(hash);
    expect(cipher.phoneHash('-')).toBeUndefined();
  });
});
