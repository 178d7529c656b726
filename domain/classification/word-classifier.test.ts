import { describe, expect, it } from '@jest/globals';
import { demoCatalogue, demoUnits } from '../testing/demo-city.ts';
import { WordClassifier, recommendUnits } from './index.ts';

const classifier = new WordClassifier(demoCatalogue);
const leadOf = (category: string | null, area: string): string | undefined =>
  recommendUnits(category ?? '', area, demoCatalogue, demoUnits)[0]?.unit.id;

describe('the cases of the city’s report, in the words of callers', () => {
  it('sends the printing company’s licence to the publicity department, in haste', () => {
    const text =
      '我们是高新区一家印刷公司,网上申请的印刷品经营许可证早就通过了,实体证件一直没有收到,影响正常业务,请尽快处理';
    const result = classifier.classify(text, { callerType: 'enterprise' });

    expect(result).toMatchObject({ category: 'publishing-licence', kind: 'help', urgency: 'urgent' });
    expect(result.confidence).toBeGreaterThanOrEqual(0.85);
    expect(result.why.map((evidence) => evidence.word)).toContain('印刷品经营许可证');
    expect(leadOf(result.category, 'gaoxin')).toBe('publicity-department');
  });

  it.each([
    '突然下暴雨,我家房子的地基塌陷了,墙上裂开大口子,家里有老人',
    '雨太大,房屋地基下沉,房子往一边倾斜,请派人来看看',
  ])('takes a sinking house in a village for an emergency of the town: %s', (text) => {
    const result = classifier.classify(text);

    expect(result).toMatchObject({ category: 'house-safety', kind: 'help', urgency: 'emergency' });
    expect(result.urgencyWhy?.zh).toMatch(/险情/);
    expect(leadOf(result.category, 'shiqiao')).toBe('qingshan-town');
    expect(leadOf(result.category, 'donghu')).toBe('housing-bureau');
  });

  it('sends a drought to the town', () => {
    const result = classifier.classify(
      '镇上连续一个多月没下雨,干旱严重,地里的庄稼快绝收了,希望帮助协调人工增雨',
    );

    expect(result).toMatchObject({ category: 'drought-relief', kind: 'help', urgency: 'normal' });
    expect(leadOf(result.category, 'qingshan')).toBe('qingshan-town');
  });

  it.each([
    ['请问医保异地报销怎么办理,需要哪些材料', 'medical-insurance', 'medical-security-bureau'],
    ['咨询一下社保卡怎么激活', 'employment-social-security', 'human-resources-bureau'],
    ['我明年退休,想了解退休手续怎么联办', 'employment-social-security', 'human-resources-bureau'],
    ['请问家电以旧换新的补贴怎么领', 'consumer-rights', 'market-regulator'],
    ['请问孩子升学,小学入学需要什么材料', 'education', 'education-bureau'],
  ])('answers a question: %s', (text, category, unit) => {
    const result = classifier.classify(text);

    expect(result).toMatchObject({ category, kind: 'consultation', urgency: 'normal' });
    expect(leadOf(result.category, 'beicheng')).toBe(unit);
  });
});

describe('every example of the catalogue', () => {
  const examples = demoCatalogue.categories.flatMap(({ id, examples: texts }) =>
    texts.map((text): [string, string] => [text, id]),
  );

  it.each(examples)('%s is %s', (text, category) => {
    expect(classifier.classify(text).category).toBe(category);
  });
});

describe('doubt', () => {
  it('abstains without evidence', () => {
    expect(classifier.classify('你好,我想反映一个情况')).toEqual({
      category: null,
      kind: 'help',
      urgency: 'normal',
      confidence: 0,
      why: [],
      alternatives: [],
    });
  });

  it('abstains on thin evidence', () => {
    expect(classifier.classify('小区门口').category).toBeNull();
  });

  it('is unsure between near categories and names the other', () => {
    const result = classifier.classify('小区停水又停电');

    expect(result.confidence).toBeLessThan(0.6);
    expect([result.category, result.alternatives[0]?.category].sort()).toEqual([
      'power-supply',
      'water-supply',
    ]);
  });

  it('counts a word once, however often it is said', () => {
    const once = classifier.classify('停水');
    const often = classifier.classify('停水停水停水停水停水');

    expect(often.confidence).toBe(once.confidence);
  });

  it('does not count 许可证 inside 印刷经营许可证', () => {
    const { why } = classifier.classify('印刷经营许可证');

    expect(why.map((evidence) => evidence.word)).toEqual(['印刷经营许可证']);
  });

  it('keeps what the agent has chosen', () => {
    const result = classifier.classify('房屋地基塌陷', {
      category: 'property-management',
      kind: 'complaint',
      urgency: 'normal',
    });

    expect(result).toMatchObject({
      category: 'property-management',
      kind: 'complaint',
      urgency: 'normal',
      confidence: 1,
    });
    expect(result.alternatives[0]?.category).toBe('house-safety');
  });

  it.each([
    ['咨询地基塌陷的保险怎么赔', 'normal'],
    ['社区什么时候有火灾演练', 'normal'],
    ['楼道里煤气一直在泄漏', 'emergency'],
    ['电线断了掉在路上', 'emergency'],
  ])('%s is %s', (text, urgency) => {
    expect(classifier.classify(text).urgency).toBe(urgency);
  });
});

describe('recommended units', () => {
  it('ranks all that fit and says why', () => {
    const ranked = recommendUnits('house-safety', 'liushu', demoCatalogue, demoUnits);

    expect(ranked.map(({ unit }) => unit.id)).toEqual(['qingshan-town', 'housing-bureau']);
    expect(ranked[0]?.zh).toContain('“房屋安全与险情”在柳树村由青山镇人民政府承办');
    expect(ranked[0]?.en).toContain('Qingshan Town');
  });

  it('has a leading unit for every category in every area', () => {
    for (const { id } of demoCatalogue.categories) {
      for (const area of demoUnits.areas) {
        expect(recommendUnits(id, area.id, demoCatalogue, demoUnits)).not.toEqual([]);
      }
    }
  });

  it('is empty for an unknown category', () => {
    expect(recommendUnits('nothing', 'donghu', demoCatalogue, demoUnits)).toEqual([]);
  });
});
