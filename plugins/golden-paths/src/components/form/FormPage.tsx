import { Loading, PortalPage, Sentence } from '@greenroom/plugin-portal-react';
import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-common';
import { useAddresses } from '../../hooks/useAddresses';
import { useSections } from '../../hooks/useSections';
import { useTemplate, useTemplateRef } from '../../hooks/useTemplate';
import { AnswerFailed } from '../AnswerFailed';
import { PathForm } from './PathForm';

/** The form of one golden path: what cannot be derived is asked, everything else is shown as it would be. */
export function FormPage() {
  const templateRef = useTemplateRef();
  const { value: template, refusal, again } = useTemplate(templateRef);
  const { root } = useAddresses();
  return (
    <PortalPage
      title={template?.title ?? 'Create'}
      crumbs={[{ text: 'Create', href: root }]}
      sentence={template?.description && <Sentence>{template.description}</Sentence>}
    >
      {!template && !refusal && <Loading lines={8}>Loading the form</Loading>}
      {refusal && <AnswerFailed title="This golden path could not be read" refusal={refusal} again={again} />}
      {template && <LoadedForm key={templateRef} templateRef={templateRef} template={template} />}
    </PortalPage>
  );
}

function LoadedForm(props: { templateRef: string; template: TemplateParameterSchema }) {
  const sections = useSections(props.template);
  return <PathForm templateRef={props.templateRef} sections={sections} />;
}
