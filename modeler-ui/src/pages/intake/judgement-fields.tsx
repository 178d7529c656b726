import { Alert, Card, Form, Input, Radio, Select, Switch } from 'antd';
import { useWords } from '../../i18n/index.ts';
import { codes } from '../../codes.ts';
import { BY_SYSTEM, isAgainstSomeone, type IntakeValues } from './draft.ts';
import { useReference } from '../../reference/index.ts';

/** What the call taker makes of it: category, kind, urgency, and an answer given at once. */
export function JudgementFields() {
  const { t, word } = useWords();
  const categories = useReference('catalogue');
  const units = useReference('units');
  const referrals = useReference('referrals');
  const form = Form.useFormInstance<IntakeValues>();
  const kind = Form.useWatch<string | undefined>('kind', form);
  const urgency = Form.useWatch<string | undefined>('urgency', form);
  const referral = Form.useWatch<string | undefined>('referralId', form);
  const script = referrals.scriptOf(referral);
  const answered = Form.useWatch<boolean | undefined>('answeredAtOnce', form) === true;
  return (
    <Card title={t('intake.part.judgement')}>
      <div className="field-grid">
        <Form.Item name="category" label={t('field.category')} extra={t('intake.categoryHint')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            loading={categories.loading}
            options={categories.options}
            placeholder={t('intake.bySystem')}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('field.kind')}>
          <Select
            allowClear
            options={codes.kind.map((code) => ({ value: code, label: word('kind', code) }))}
            placeholder={t('intake.bySystem')}
          />
        </Form.Item>
        {isAgainstSomeone(kind) ? (
          <Form.Item
            name="complainedUnit"
            label={t('field.complainedUnit')}
            className="span-2"
            extra={t('intake.complainedUnitHint')}
          >
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              loading={units.loading}
              options={units.options}
              placeholder={t('intake.nobodyOfTheCity')}
            />
          </Form.Item>
        ) : null}
        <Form.Item
          name="urgency"
          label={t('field.urgency')}
          className="span-2"
          extra={urgency === undefined ? null : t(`intake.urgencyHint.${urgency}`)}
        >
          <Radio.Group
            optionType="button"
            options={[
              { value: BY_SYSTEM, label: t('intake.bySystem') },
              ...codes.urgency.map((code) => ({ value: code, label: word('urgency', code) })),
            ]}
          />
        </Form.Item>
      </div>
      {urgency === 'emergency' ? (
        <Alert
          type="error"
          showIcon
          className="below"
          title={t('intake.emergency')}
          description={t('intake.emergencyText')}
        />
      ) : null}
      <Form.Item
        name="answeredAtOnce"
        valuePropName="checked"
        label={t('field.answeredAtOnce')}
        extra={t('intake.answeredHint')}
        {...(answered ? {} : { className: 'tight' })}
      >
        <Switch />
      </Form.Item>
      {answered ? (
        <Form.Item
          name="reply"
          label={t('field.reply')}
          className="tight"
          rules={[{ required: true, whitespace: true, message: t('intake.need.reply') }]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={5000} showCount />
        </Form.Item>
      ) : (
        <Form.Item name="referralId" label={t('life.referral')} extra={script ?? t('intake.referralHint')}>
          <Select
            allowClear
            loading={referrals.loading}
            options={referrals.options}
            placeholder={t('intake.isDispatched')}
          />
        </Form.Item>
      )}
      <Form.Item name="mainOrderNo" label={t('intake.mainOrderNo')} extra={t('intake.mainOrderNoHint')}>
        <Input allowClear maxLength={20} className="numeric" />
      </Form.Item>
    </Card>
  );
}
