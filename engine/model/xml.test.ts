import { describe, expect, it } from '@jest/globals';
import { XML_LIMITS, xmlThreat } from './xml.ts';

describe('xmlThreat', () => {
  it.each([
    [
      'an ordinary file',
      '<?xml version="1.0"?><a b="x &gt; y"><!-- <!DOCTYPE> --><c/><![CDATA[<!ENTITY>]]></a>',
    ],
    ['a > inside of an attribute', `<a b="1 > 0" c='"'><d/></a>`],
    ['text that is no XML', 'hello'],
    ['many siblings', `<a>${'<b></b><c/>'.repeat(1000)}</a>`],
  ])('lets %s pass', (_what, xml) => {
    expect(xmlThreat(xml)).toBeUndefined();
  });

  it.each([
    [
      'entities',
      '<!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>',
      'document type and entity declarations are not allowed',
    ],
    [
      'an external entity',
      '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      'document type and entity declarations are not allowed',
    ],
    ['deep nesting', '<a>'.repeat(10_000), `elements are nested deeper than ${XML_LIMITS.depth}`],
    ['a tag that does not end', '<a><b c="', 'the XML ends inside of a tag, comment or CDATA section'],
    ['a comment that does not end', '<a><!-- ', 'the XML ends inside of a tag, comment or CDATA section'],
    [
      'an over-long file',
      'x'.repeat(XML_LIMITS.length + 1),
      `the file has ${XML_LIMITS.length + 1} characters`,
    ],
  ])('refuses %s', (_what, xml, reason) => {
    expect(xmlThreat(xml)).toContain(reason);
  });
});
