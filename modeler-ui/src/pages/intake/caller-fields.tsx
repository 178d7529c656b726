import { Card, Checkbox, DatePicker, Form, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useServerClock } from '../../clock/index.ts';
import { useWords } from '../../i18n/index.ts';
import { codes } from '../../codes.ts';
import type { IntakeValues } from './draft.ts';
import { useReference } from '../../reference/index.ts';

/** The server's own rule: mobile, landline with area code and extension, or a foreign number. */
const PHONE = /^\+?\d[\d -]{4,19}$/;

/** Who calls, from where and how. */
export function CallerFields() {
  const { t, word } = useWords();
  const { now } = useServerClock();
  const areas = useReference('areas');
  const form = Form.useFormInstance<IntakeValues>();
  const callerType = Form.useWatch<IntakeValues['callerType'] | undefined>('callerType', form);
  const anonymous = Form.useWatch<boolean | undefined>('anonymous', form) === true;
  const channel = Form.useWatch<string | undefined>('channel', form);
  return (
    <Card title={t('intake.part.caller')}>
      <div className="field-grid">
        <Form.Item name="callerType" label={t('field.callerType')} className="span-2">
          <Radio.Group
            optionType="button"
            buttonStyle="solid"
            options={codes.callerType.map((code) => ({ value: code, label: word('callerType', code) }))}
          />
        </Form.Item>
        {callerType === 'enterprise' ? (
          <Form.Item
            name="enterpriseName"
            label={t('field.enterpriseName')}
            className="span-2"
            extra={t('intake.green')}
            rules={[{ required: true, whitespace: true, message: t('intake.need.enterpriseName') }]}
          >
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
        ) : null}
        <Form.Item
          name="name"
          label={t('field.name')}
          rules={[{ required: !anonymous, whitespace: true, message: t('intake.need.name') }]}
        >
          <Input maxLength={50} autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('field.phone')}
          validateTrigger="onBlur"
          rules={[
            { required: channel === 'phone', message: t('intake.need.phone') },
            { pattern: PHONE, message: t('intake.wrong.phone') },
          ]}
        >
          <Input inputMode="tel" maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="address" label={t('field.address')} className="span-2">
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="anonymous"
          valuePropName="checked"
          className="span-2 tight"
          extra={t('intake.anonymousHint')}
        >
          <Checkbox>{t('field.anonymous')}</Checkbox>
        </Form.Item>
        <Form.Item
          name="area"
          label={t('field.area')}
          rules={[{ required: true, message: t('intake.need.area') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={areas.loading}
            options={areas.options}
            placeholder={t('intake.choose')}
          />
        </Form.Item>
        <Form.Item name="channel" label={t('field.channel')}>
          <Select options={codes.channel.map((code) => ({ value: code, label: word('channel', code) }))} />
        </Form.Item>
        <Form.Item
          name="calledAt"
          label={t('field.calledAt')}
          extra={t('intake.calledAtHint')}
          rules={[
            {
              validator: async (_, value: dayjs.Dayjs | undefined) => {
                if (value?.isAfter(dayjs(now).add(1, 'minute')) === true)
                  throw new Error(t('intake.wrong.calledAt'));
              },
            },
          ]}
        >
          <DatePicker
            className="full"
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            disabledDate={(day) => day.isAfter(dayjs(now), 'day')}
            placeholder={t('intake.now')}
          />
        </Form.Item>
      </div>
    </Card>
  );
}
