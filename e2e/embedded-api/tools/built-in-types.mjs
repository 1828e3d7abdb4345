#!/usr/bin/env node
// Condenses a real API server's OpenAPI document to what the embedded API needs to know of the
// built-in kinds: their paths, and which lists and maps are merged how. Everything not named is
// what Kubernetes takes for granted: maps are merged key by key, lists are atomic.
//
//   kubectl get --raw /openapi/v2 | e2e/embedded-api/tools/built-in-types.mjs > built-in-types.json
import { readFileSync } from 'node:fs';

const groups = new Set([
  '', 'apps', 'autoscaling', 'batch', 'policy', 'networking.k8s.io', 'coordination.k8s.io',
  'discovery.k8s.io', 'events.k8s.io', 'rbac.authorization.k8s.io', 'apiextensions.k8s.io',
  'storage.k8s.io', 'scheduling.k8s.io',
]);
const versions = new Set(['v1', 'v2']);
const shortNames = {
  configmaps: 'cm', endpoints: 'ep', events: 'ev', namespaces: 'ns', nodes: 'no', pods: 'po',
  persistentvolumeclaims: 'pvc', persistentvolumes: 'pv', serviceaccounts: 'sa', services: 'svc',
  customresourcedefinitions: 'crd', daemonsets: 'ds', deployments: 'deploy', replicasets: 'rs',
  statefulsets: 'sts', horizontalpodautoscalers: 'hpa', ingresses: 'ing', networkpolicies: 'netpol',
  poddisruptionbudgets: 'pdb', storageclasses: 'sc',
};

const { paths, definitions } = JSON.parse(readFileSync(0, 'utf8'));
const short = (reference) => reference.replace(/^#\/definitions\//, '').replace(/^io\.k8s\./, '');
const needed = new Map();

function structure(reference) {
  const name = short(reference);
  if (needed.has(name)) return name;
  needed.set(name, undefined);
  const definition = definitions[reference.replace(/^#\/definitions\//, '')];
  if (definition['x-kubernetes-map-type'] === 'atomic') {
    needed.set(name, 'atomic');
    return name;
  }
  const fields = {};
  for (const [field, property] of Object.entries(definition.properties ?? {})) {
    const rule = of(property);
    if (rule !== undefined) fields[field] = rule;
  }
  needed.set(name, fields);
  return name;
}

function of(property) {
  const of = (of) => (of?.$ref ? { of: structure(of.$ref) } : {});
  if (property.$ref) return of(property);
  if (property['x-kubernetes-map-type'] === 'atomic') return { map: 'atomic' };
  if (property.additionalProperties?.$ref) return { map: 'granular', ...of(property.additionalProperties) };
  if (property.type !== 'array') return undefined;
  const mergeKey = property['x-kubernetes-patch-merge-key'];
  const patch = mergeKey ? { mergeKey } : {};
  switch (property['x-kubernetes-list-type']) {
    case 'map':
      return { list: 'map', keys: property['x-kubernetes-list-map-keys'], ...patch, ...of(property.items) };
    case 'set':
      return { list: 'set' };
    default:
      return mergeKey ? { ...patch, ...of(property.items) } : undefined;
  }
}

const resources = new Map();
for (const [path, operations] of Object.entries(paths)) {
  const match = path.match(
    /^\/apis?(?:\/([a-z0-9.]+))?\/(v\d)(\/namespaces\/\{namespace\})?\/([a-z]+)\/\{name\}(?:\/(status|scale))?$/,
  );
  if (!match) continue;
  const [, group = '', version, namespaced, plural, subresource] = match;
  // autoscaling/v1 is the same objects as v2 in another shape: one is enough.
  if (`${group}/${version}` === 'autoscaling/v1' || plural === 'componentstatuses') continue;
  if (!groups.has(group) || !versions.has(version) || !operations.get) continue;
  const id = `${group}/${version}/${plural}`;
  if (!subresource) {
    const { kind } = operations.get['x-kubernetes-group-version-kind'];
    resources.set(id, {
      group, version, plural, kind, namespaced: !!namespaced, shortName: shortNames[plural],
      type: structure(operations.get.responses[200].schema.$ref), subresources: [],
    });
  } else {
    resources.get(id)?.subresources.push(subresource);
  }
}

// A structure without rules of its own says nothing.
const meaningful = [...needed].filter(([, fields]) => fields === 'atomic' || Object.keys(fields).length);
const line = (value) => JSON.stringify(value);
console.log('{\n"resources": [');
console.log([...resources.values()].map(line).join(',\n'));
console.log('],\n"types": {');
console.log(meaningful.sort().map(([name, fields]) => `${line(name)}: ${line(fields)}`).join(',\n'));
console.log('}\n}');
