// The door of every npm script. Plain old JavaScript, so that a Node from long ago still reads the sentence.
var major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    'Greenroom needs Node 20 or newer to start; this is Node ' +
      process.versions.node +
      '. Install Node 24 from nodejs.org.',
  );
  process.exit(1);
}
import('./' + process.argv[2] + '.mjs');
