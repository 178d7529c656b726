import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { changeLanguage, useWords } from '../i18n/index.ts';

/** Names the other language in that language, so that whoever needs it can read it. */
export function LanguageSwitch() {
  const { language } = useWords();
  const other = language === 'zh' ? 'en' : 'zh';
  const name = other === 'en' ? 'English' : '中文';
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      lang={other === 'en' ? 'en' : 'zh-CN'}
      onClick={() => void changeLanguage(other)}
    >
      {name}
    </Button>
  );
}
