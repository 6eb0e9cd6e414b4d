import { ButtonLink } from '@backstage/ui';
import { EmptyState, Loading, PortalPage, Sentence } from '@greenroom/plugin-portal-react';
import { useTemplateSecrets } from '@backstage/plugin-scaffolder-react';
import { type ReactNode, useState } from 'react';
import { answered } from '../../form/draft';
import type { Values } from '../../form/schema';
import { useAddresses } from '../../hooks/useAddresses';
import { lostSecrets, readDraft } from '../../hooks/useDraft';
import { usePreview } from '../../hooks/usePreview';
import { useTemplate, useTemplateRef } from '../../hooks/useTemplate';
import { previewSentence } from '../../review/words';
import { AnswerFailed } from '../AnswerFailed';
import { Files } from './Files';
import { Go } from './Go';
import { PreviewProblems } from './PreviewProblems';
import styles from './ReviewPage.module.css';
import { Steps } from './Steps';

/** Everything that would be made, before any of it exists. */
export function ReviewPage() {
  const templateRef = useTemplateRef();
  const [draft] = useState(() => readDraft(templateRef));
  const { secrets } = useTemplateSecrets();
  if (!draft) {
    return (
      <ToTheForm templateRef={templateRef} title="There is nothing to review yet">
        The answers of the form are kept by this tab only, until the run is started.
      </ToTheForm>
    );
  }
  const lost = lostSecrets(draft, secrets);
  return lost.length > 0 ? (
    <ToTheForm templateRef={templateRef} title={`To be typed once more: ${lost.join(', ')}`}>
      Secrets are kept nowhere, and this page was loaded anew. All other answers are in the form.
    </ToTheForm>
  ) : (
    <Review key={templateRef} templateRef={templateRef} draft={draft} />
  );
}

function Review({ templateRef, draft }: { templateRef: string; draft: Values }) {
  const [values] = useState(() => answered(draft));
  const { value: preview, refusal, again } = usePreview(templateRef, values);
  const sound = preview && preview.problems.length === 0;
  return (
    <Frame
      templateRef={templateRef}
      title={typeof values.name === 'string' ? `Review ${values.name}` : 'Review'}
      sentence={sound && <Sentence>{previewSentence(preview)}</Sentence>}
    >
      {!preview && !refusal && <Loading lines={10}>Rendering every file; nothing is made by this</Loading>}
      {refusal && <AnswerFailed title="The files could not be rendered" refusal={refusal} again={again} />}
      {preview && !sound && <PreviewProblems preview={preview} templateRef={templateRef} />}
      {sound && (
        <div className={styles.layout}>
          <Files files={preview.files} leftOut={preview.leftOut} />
          <aside className={styles.aside}>
            <Go templateRef={templateRef} values={values} preview={preview} />
            <Steps steps={preview.steps} />
          </aside>
        </div>
      )}
    </Frame>
  );
}

interface ToTheFormProps {
  templateRef: string;
  title: string;
  children: string;
}

function ToTheForm({ templateRef, title, children }: ToTheFormProps) {
  const { path } = useAddresses();
  return (
    <Frame templateRef={templateRef} title="Review">
      <EmptyState
        title={title}
        action={
          <ButtonLink variant="secondary" href={path(templateRef)}>
            To the form
          </ButtonLink>
        }
      >
        {children}
      </EmptyState>
    </Frame>
  );
}

interface FrameProps {
  templateRef: string;
  title: string;
  sentence?: ReactNode;
  children: ReactNode;
}

function Frame({ templateRef, title, sentence, children }: FrameProps) {
  const { root, path } = useAddresses();
  const { value: template } = useTemplate(templateRef);
  return (
    <PortalPage
      title={title}
      crumbs={[
        { text: 'Create', href: root },
        { text: template?.title ?? 'Form', href: path(templateRef) },
      ]}
      sentence={sentence}
    >
      {children}
    </PortalPage>
  );
}
