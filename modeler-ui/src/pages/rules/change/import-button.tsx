import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Upload } from 'antd';
import { problemOf, ruleChangeApi, type RuleChange } from '../../../api/index.ts';
import { problemSentence } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';

interface ImportButtonProps {
  readonly change: RuleChange;
  readonly revision: () => number;
  readonly onDone: () => void;
}

/** Takes files of config/ (or what the rules page exported) into the change. */
export function ImportButton({ change, revision, onDone }: ImportButtonProps) {
  const words = useWords();
  const { message } = App.useApp();
  const take = async (files: readonly File[]): Promise<void> => {
    try {
      const texts = Object.assign({}, ...(await Promise.all(files.map(readFile)))) as Record<string, string>;
      await ruleChangeApi.importFiles(change.id, texts, revision());
      void message.success(words.t('rules.imported', { count: Object.keys(texts).length }));
      onDone();
    } catch (error) {
      void message.error(problemSentence(problemOf(error), words));
    }
  };
  return (
    <Upload
      multiple
      showUploadList={false}
      accept=".dmn,.yaml,.yml,.json,.html,.css,.mustache"
      beforeUpload={(file, all) => {
        if (file === all.at(-1)) void take(all);
        return false;
      }}
    >
      <Button icon={<UploadOutlined aria-hidden />}>{words.t('rules.import')}</Button>
    </Upload>
  );
}

/** One file by its name, or all that an exported JSON holds. */
async function readFile(file: File): Promise<Readonly<Record<string, string>>> {
  const text = await file.text();
  if (!file.name.endsWith('.json')) return { [file.name]: text };
  const exported = JSON.parse(text) as { files?: Record<string, string> } & Record<string, string>;
  return exported.files ?? exported;
}
