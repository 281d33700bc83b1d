// Python in a worker, fed from the site's own folder: nothing is asked of any host.
window.PARTS = {}; // where the scripts of the parts put what they hold

const STEPS = {
  core: "starting Python",
  tables: "unpacking pandas and NumPy",
  figures: "unpacking matplotlib",
  pages: "unpacking what draws pages",
  project: "unpacking the library and the dossiers",
  library: "loading the library",
  models: "fetching SciPy, which this cell needs (23 MB)",
  purchases: "fetching what reads ledgers",
};

function fetchPart(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `runnable/${name}.js`;
    script.onload = () => {
      script.remove();
      resolve();
    };
    script.onerror = () => reject(new Error(`${script.src} cannot be read`));
    document.head.append(script);
  });
}

class Runner {
  // say(words, done): what goes on, and which part of the loading is done, from 0 to 1
  constructor(needs, say) {
    Object.assign(this, { needs, say, waiting: new Map(), asked: 0, steps: 0 });
  }

  async begin() {
    this.say("Starting: reading Python …", 0);
    if (!PARTS.engine) await Promise.all(["engine", "worker"].map(fetchPart));
    const code = new Blob([PARTS.engine, "\n", PARTS.worker], { type: "text/javascript" });
    const address = URL.createObjectURL(code);
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.end(new Error(event.message));
    return this.post({ begin: { needs: this.needs } });
  }

  ask(name, ...given) {
    return this.post({ ask: name, given });
  }

  post(message) {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...message, id });
    });
  }

  async hear({ need, step, id, answer, failed }) {
    if (need) {
      try {
        if (!PARTS[need]) await fetchPart(need);
        this.worker?.postMessage({ part: need, ...PARTS[need] });
      } catch (error) {
        this.end(error);
      }
    } else if (step) {
      this.steps += 1;
      this.say(`Starting: ${STEPS[step] ?? "unpacking the notebook"} …`, this.steps / (this.needs.length + 3));
    } else {
      const { resolve, reject } = this.waiting.get(id) ?? {};
      this.waiting.delete(id);
      failed ? reject(new Error(failed)) : resolve(answer);
    }
  }

  end(error = new Error("stopped")) {
    this.worker?.terminate();
    this.worker = null;
    this.waiting.forEach(({ reject }) => reject(error));
    this.waiting.clear();
  }
}
