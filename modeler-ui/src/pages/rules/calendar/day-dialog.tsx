import { Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { CalendarDay } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { hoursOf, type LocalDay } from './local-days.ts';

interface DayDialogProps {
  readonly day: CalendarDay;
  /** What the city arranges on that day so far. */
  readonly local: LocalDay | undefined;
  readonly onClose: () => void;
  /** Undefined: the city arranges nothing on that day. */
  readonly onSave: (day: LocalDay | undefined) => void;
}

interface Values {
  readonly kind: LocalDay['kind'] | 'ordinary';
  readonly zh?: string;
  readonly en?: string;
  readonly hours?: string;
  readonly counts?: number;
  readonly notice?: string;
}

const KINDS = ['ordinary', 'holiday', 'make-up', 'half-day'] as const;

/** Makes a day a holiday, a working day or a half-day of the city, or what the national notices make of it. */
export function DayDialog({ day, local, onClose, onSave }: DayDialogProps) {
  const { t, word } = useWords();
  const [form] = Form.useForm<Values>();
  const [kind, setKind] = useState<Values['kind']>(local?.kind ?? 'ordinary');
  const needed = [{ required: true, whitespace: true, message: t('calendarPage.needed') }];
  const save = (values: Values): void => {
    if (values.kind === 'ordinary') {
      onSave(undefined);
      return;
    }
    const hours = hoursOf(values.hours ?? '');
    const zh = (values.zh ?? '').trim();
    const en = (values.en ?? '').trim();
    onSave({
      kind: values.kind,
      date: day.date,
      zh,
      en: en === '' ? zh : en,
      ...(values.kind === 'holiday' || hours === undefined ? {} : { hours }),
      ...(values.kind === 'half-day' ? { counts: values.counts ?? 0.5 } : {}),
      notice: (values.notice ?? '').trim(),
    });
  };
  return (
    <Modal
      open
      title={t('calendarPage.editDay', { date: day.date })}
      okText={t('calendarPage.apply')}
      cancelText={t('deploy.cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          kind: local?.kind ?? 'ordinary',
          zh: local?.zh ?? '',
          en: local?.en ?? '',
          hours: (local?.hours ?? (day.hours.length > 0 ? day.hours : ['09:00-12:00', '13:30-17:30'])).join(
            ', ',
          ),
          counts: local?.counts ?? 0.5,
          notice: local?.notice ?? '',
        }}
        onValuesChange={(changed: Partial<Values>) => {
          if (changed.kind !== undefined) setKind(changed.kind);
        }}
        onFinish={save}
      >
        <Form.Item name="kind" label={t('calendarPage.dayIs')}>
          <Radio.Group options={KINDS.map((value) => ({ value, label: word('localDay', value) }))} />
        </Form.Item>
        {kind === 'ordinary' ? (
          <p className="soft">{t('calendarPage.ordinaryHint')}</p>
        ) : (
          <>
            <Form.Item name="zh" label={t('calendarPage.reasonZh')} rules={needed}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="en" label={t('calendarPage.reasonEn')}>
              <Input maxLength={100} />
            </Form.Item>
            {kind === 'holiday' ? null : (
              <Form.Item
                name="hours"
                label={t('calendarPage.hours')}
                extra={t('calendarPage.hoursHint')}
                rules={[
                  {
                    validator: (_rule, text: string) =>
                      hoursOf(text) === undefined
                        ? Promise.reject(new Error(t('calendarPage.hoursWrong')))
                        : Promise.resolve(),
                  },
                ]}
              >
                <Input />
              </Form.Item>
            )}
            {kind === 'half-day' ? (
              <Form.Item name="counts" label={t('calendarPage.counts')}>
                <InputNumber min={0.05} max={1} step={0.05} />
              </Form.Item>
            ) : null}
            <Form.Item name="notice" label={t('calendarPage.notice')} rules={needed}>
              <Input maxLength={120} placeholder={t('calendarPage.noticeHint')} />
            </Form.Item>
          </>
        )}
      </Form>
    </Modal>
  );
}
