import { sizeProblem } from '../../core/backends/delivery';
import { plaintextSize, requireNoPlaintext } from '../../core/backends/sealed-manifest';
import type { CredentialClass, Keys } from '../../core/credential-class';
import { FieldError } from '../../core/field-error';
import { metadata } from '../../core/manifest';
import { fieldsGiven, keysOfFields, secretData, type FieldValue } from '../field-values';
import type { SealingCertificate } from './certificate';
import type { DigestKey } from './digest-key';
import { keptFields } from './kept-fields';
import { labelOf, requirePlace, type Place } from './place';
import type { SealItem } from './seal-value';
import { requireRoom } from './room';
import { isBookkeeping, type SealedFile, type Texts } from './sealed-file';

/** What is to be sealed, of whatever class, as far as it is known before the values are. */
export type Sealable = Omit<Place, 'scope'> & {
  /** Where else it opens. @default 'strict' */
  readonly scope?: Place['scope'] | undefined;
  readonly class: CredentialClass;
  /** How the fields are spelled. @default - the first convention of the class */
  readonly keys?: Keys<CredentialClass> | undefined;
  readonly certificate: SealingCertificate;
  /** What is there, of which fields without a value stay as they are. @default - nothing */
  readonly replaces?: SealedFile | undefined;
  /** The fields to leave out of it from now on. @default [] */
  readonly remove?: readonly string[] | undefined;
  /** Labels of the SealedSecret and of the Secret, over those that are there. @default {} */
  readonly labels?: Texts | undefined;
  /** Annotations of both, likewise. @default {} */
  readonly annotations?: Texts | undefined;
};

/** What is to be sealed, of whatever class. */
export type AnySealSpec = Sealable & {
  /** By field. */
  readonly values: Readonly<Record<string, FieldValue | undefined>>;
  /** Makes digests beside the ciphertexts. @default - no digests: each value that is given is sealed anew */
  readonly digestKey?: DigestKey | undefined;
};

/** What is to be sealed, checked, before the work is done. */
export type SealPlan = {
  /** The values without a ciphertext that can stay. */
  readonly items: readonly SealItem[];
  /** The file, given the ciphertext of each. */
  readonly finish: (ciphertexts: readonly string[]) => SealedFile;
};

/** What stands in the file for one key. */
type Entry = readonly [key: string, ciphertext: string, digest: string | undefined];

/**
 * Checks all that can be checked without the values, so that nobody is asked for them in vain.
 *
 * @param given the fields that get a value
 * @throws FieldError as `seal` does, but for what is wrong with a value
 */
export function requireSealable(spec: Sealable, given: readonly string[]): void {
  const kept = keptOf(spec, given);
  keysOfFields({ credentialClass: spec.class, keys: spec.keys, given, kept: [...kept.values()] });
}

/** The fields that stay as they are, by key, where all but the fields that get a value is as it should be. */
function keptOf(spec: Sealable, given: readonly string[]): ReadonlyMap<string, string> {
  const place = placeOf(spec);
  requirePlace(place);
  requireMetadata(spec);
  const kept = keptFields({ ...spec, given }, { ...place, certificate: spec.certificate.fingerprint });
  if (spec.replaces !== undefined && given.length + kept.size === 0)
    throw new FieldError('remove', 'would leave no field; delete the file instead');
  return kept;
}

const placeOf = ({ name, namespace, scope = 'strict' }: Sealable) => ({ name, namespace, scope });

/** Checks what is to be sealed, and finds what of it is sealed already. */
export function planSeal(spec: AnySealSpec): SealPlan {
  const { certificate, replaces, digestKey } = spec;
  const place = placeOf(spec);
  const kept = keptOf(spec, fieldsGiven(spec.values));
  const data = secretData({
    credentialClass: spec.class,
    keys: spec.keys,
    values: spec.values,
    kept: [...kept.values()],
  });
  const digest = (key: string, ciphertext: string, value: Uint8Array) =>
    digestKey?.digest({ ...place, key, certificate: certificate.fingerprint, ciphertext }, value);

  const entries: Entry[] = [...kept.keys()].map(key => entryOf(replaces, key));
  const fresh: [key: string, value: Uint8Array][] = [];
  for (const [key, value] of data) {
    const entry = entryOf(replaces, key);
    const [, ciphertext, before] = entry;
    if (before !== undefined && before === digest(key, ciphertext, value)) entries.push(entry);
    else fresh.push([key, value]);
  }
  requireSecretFits(fresh, entries);

  return {
    items: fresh.map(([, value]) => ({ publicKey: certificate.publicKey, label: labelOf(place), value })),
    finish: ciphertexts => {
      const sealed = fresh.map(([key, value], index): Entry => {
        const ciphertext = ciphertexts[index] ?? '';
        return [key, ciphertext, digest(key, ciphertext, value)];
      });
      return fileOf(spec, place, [...entries, ...sealed]);
    },
  };
}

function fileOf(spec: AnySealSpec, place: Place, entries: readonly Entry[]): SealedFile {
  const { labels, annotations, replaces } = spec;
  const { name, namespace, scope } = place;
  const none = { labels: {}, annotations: {} };
  const { labels: ownLabels, annotations: ownAnnotations, template } = replaces ?? { ...none, template: none };
  const file = {
    name,
    namespace,
    scope,
    encryptedData: Object.fromEntries(entries.map(([key, ciphertext]) => [key, ciphertext])),
    certificate: spec.certificate.fingerprint,
    digests: Object.fromEntries(entries.flatMap(([key, , digest]) => (digest === undefined ? [] : [[key, digest]]))),
    type: spec.class.type,
    labels: { ...ownLabels, ...labels },
    annotations: { ...ownAnnotations, ...annotations },
    template: {
      labels: { ...template.labels, ...labels },
      annotations: { ...template.annotations, ...annotations },
    },
    others: replaces?.others ?? { object: {}, metadata: {}, spec: {}, template: {}, templateMetadata: {} },
  };
  requireRoom(file);
  return file;
}

function entryOf(file: SealedFile | undefined, key: string): Entry {
  const at = (texts: Texts = {}) => (Object.hasOwn(texts, key) ? texts[key] : undefined);
  return [key, at(file?.encryptedData) ?? '', at(file?.digests)];
}

function requireMetadata({ name, labels, annotations = {} }: Sealable): void {
  metadata({ name, labels, annotations });
  requireNoPlaintext('annotations', annotations);
  const ours = Object.keys(annotations).find(isBookkeeping);
  if (ours !== undefined) throw new FieldError(`annotations["${ours}"]`, 'is written by keywire; leave it out');
}

function requireSecretFits(fresh: readonly [string, Uint8Array][], entries: readonly Entry[]): void {
  let size = 0;
  for (const [, value] of fresh) size += value.length;
  for (const [key, ciphertext] of entries) size += plaintextSize(`replaces.encryptedData.${key}`, ciphertext);
  const problem = sizeProblem(size);
  if (problem !== undefined) throw new FieldError('values', problem);
}
