// What GitHub's own parser says is wrong with workflow files: node workflows.mjs FILE... prints { FILE: [message, ...] }.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';

// The package imports its schema as JSON without saying so, which Node asks for.
register(`data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  export const load = (url, context, next) => url.endsWith('.json')
    ? { format: 'module', shortCircuit: true, source: 'export default ' + readFileSync(new URL(url), 'utf8') }
    : next(url, context);`)}`);
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import('@actions/workflow-parser');

const wrong = {};
for (const name of process.argv.slice(2)) {
  const parsed = parseWorkflow({ name, content: readFileSync(name, 'utf8') }, new NoOperationTraceWriter());
  if (parsed.value) await convertWorkflowTemplate(parsed.context, parsed.value);
  wrong[name] = parsed.context.errors.getErrors().map(e => e.message);
}
process.stdout.write(JSON.stringify(wrong));
