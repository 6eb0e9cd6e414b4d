import type { AuthService, BackstageCredentials, UrlReaderService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError, isError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isTemplateEntityV1beta3, type ScaffolderDryRunResponse } from '@backstage/plugin-scaffolder-common';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { Preview } from '@greenroom/plugin-golden-paths-common';
import { z } from 'zod';
import { readDryRun } from './readDryRun';
import { templateFiles } from './templateFiles';

export interface PreviewsOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  reader: Pick<UrlReaderService, 'readTree'>;
  scaffolder: Pick<ScaffolderService, 'dryRun'>;
}

/** What the scaffolder says is wrong with the values: JSON schema's, or a step's. */
const refusalSchema = z.object({
  statusCode: z.literal(400),
  body: z.object({
    errors: z.array(z.object({ stack: z.string(), property: z.string().optional() })).optional(),
    error: z.object({ message: z.string() }).optional(),
  }),
});

/** Everything that a template would make of some values, by the scaffolder's own dry-run of the template as it is stored. */
export class Previews {
  readonly #options: PreviewsOptions;

  constructor(options: PreviewsOptions) {
    this.#options = options;
  }

  /**
   * With the rights of whoever asks: templates they may not see and actions they may not run are not shown either.
   * @throws NotFoundError for a template that is not in the catalog for them
   */
  async show(templateRef: string, values: JsonObject, credentials: BackstageCredentials): Promise<Preview> {
    const { catalog, reader, scaffolder } = this.#options;
    const ref = readTemplateRef(templateRef);
    const template = await catalog.getEntityByRef(ref, { credentials });
    if (!template || !isTemplateEntityV1beta3(template)) {
      throw new NotFoundError(`There is no template ${templateRef}.`);
    }
    const directoryContents = await templateFiles(template, reader);
    try {
      const dryRun = await scaffolder.dryRun({ template, values, directoryContents }, { credentials });
      return readDryRun(dryRun satisfies ScaffolderDryRunResponse);
    } catch (error) {
      return { files: [], steps: [], leftOut: 0, problems: problemsOf(error) };
    }
  }
}

function readTemplateRef(templateRef: string) {
  try {
    const ref = parseEntityRef(templateRef, { defaultKind: 'template' });
    if (ref.kind.toLowerCase() === 'template') {
      return ref;
    }
  } catch {
    // said below
  }
  throw new InputError(`“${templateRef.slice(0, 200)}” is no template.`);
}

/** @throws what is nobody's fault who filled in the form */
function problemsOf(error: unknown): Preview['problems'] {
  const read = refusalSchema.safeParse(error);
  if (!read.success) {
    throw isError(error) ? error : new InputError(String(error));
  }
  const { errors, error: refusal } = read.data.body;
  if (errors) {
    return errors.map(({ stack, property }) => {
      const field = property?.replace(/^instance\.?/, '');
      return { ...(field && { field }), text: stack.replace(/^instance\.?/, '') };
    });
  }
  return [{ text: refusal?.message ?? 'The scaffolder refuses these values.' }];
}
