import { Card, Form, Input } from 'antd';
import { useWords } from '../../i18n/index.ts';

/** What is asked for, in the caller's words. */
export function RequestFields() {
  const { t } = useWords();
  return (
    <Card title={t('intake.part.request')}>
      <Form.Item
        name="title"
        label={t('field.title')}
        rules={[{ required: true, whitespace: true, message: t('intake.need.title') }]}
      >
        <Input maxLength={100} showCount placeholder={t('intake.titleHint')} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('field.text')}
        rules={[{ required: true, whitespace: true, message: t('intake.need.text') }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 5, maxRows: 16 }}
          maxLength={5000}
          showCount
          placeholder={t('intake.textHint')}
        />
      </Form.Item>
    </Card>
  );
}
