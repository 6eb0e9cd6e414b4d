import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-common';
import { useTemplateSchema } from '@backstage/plugin-scaffolder-react/alpha';
import { useState } from 'react';
import { type FormSection, readSections } from '../form/schema';

/** A template's parameters as this form asks for them; they do not change while it is open. */
export function useSections(template: TemplateParameterSchema): FormSection[] {
  const { steps } = useTemplateSchema(template);
  const [sections] = useState(() => readSections(steps));
  return sections;
}
