import { describe, expect, it } from '@jest/globals';
import { maskAddress, maskName, maskPhone, redactionPaths } from './index.ts';

describe('masks', () => {
  it.each([
    ['王小明', '王**'],
    ['李四', '李*'],
    ['张', '*'],
    ['', ''],
  ])('leaves the family name of %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['138-1234-5678', '138****5678'],
    ['12345', '***45'],
    ['0951-8800001', '095****0001'],
  ])('leaves the ends of %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([
    ['江州市东湖区解放路1号3单元', '江州市东湖区****'],
    ['云山县青山镇石桥村12号', '云山县青山镇****'],
    ['解放路1号', '****'],
    ['东湖区', '****'],
  ])('hides what lies inside the area of %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });
});

describe('redaction', () => {
  it('names each personal field at each depth', () => {
    expect(redactionPaths(1)).toEqual(expect.arrayContaining(['phone', '*.phone']));
  });
});
