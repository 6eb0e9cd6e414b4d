import { isObject, type JsonObject, textAt } from '../kubernetes/json';

/** An object on its way through a build: it is changed as it goes, and remembers the names it had. */
export class Resource {
  /** Names and namespaces it had before, the first first. */
  readonly earlier: { name: string; namespace: string }[] = [];
  /** Its name ends with a hash of its content when all is done. */
  hashed = false;

  constructor(public object: JsonObject) {}

  get kind(): string {
    return textAt(this.object, 'kind') ?? '';
  }

  get group(): string {
    const [group = '', version] = (textAt(this.object, 'apiVersion') ?? '').split('/');
    return version === undefined ? '' : group;
  }

  get version(): string {
    return (textAt(this.object, 'apiVersion') ?? '').split('/').at(-1) ?? '';
  }

  get name(): string {
    return textAt(this.object, 'metadata', 'name') ?? '';
  }

  get namespace(): string {
    return textAt(this.object, 'metadata', 'namespace') ?? '';
  }

  /** It is called so from now on, and was called as it is now before. */
  rename({ name = this.name, namespace = this.namespace }: { name?: string; namespace?: string }): void {
    if (name === this.name && namespace === this.namespace) return;
    this.earlier.push({ name: this.name, namespace: this.namespace });
    const metadata = isObject(this.object.metadata) ? this.object.metadata : {};
    this.object = { ...this.object, metadata: { ...metadata, name, ...(namespace && { namespace }) } };
  }

  /** As errors name it. */
  get text(): string {
    const namespace = this.namespace || '[noNs]';
    return `${this.kind}.${this.version}.${this.group || '[noGrp]'}/${this.name || '[noName]'}.${namespace}`;
  }

  /** Whether it is or was called so. */
  wasCalled(name: string): boolean {
    return this.name === name || this.earlier.some(each => each.name === name);
  }
}
