// What a phone keeps of prices from the market floor, and how that is sent: for the form, for the
// worker that sends when the form is closed, and for signing out.

self.catat = (() => {
  /** The cache of the pages and files that work without signal. */
  const PAGES = 'catat-2';
  /** Entries of a packet. */
  const PACKET = 50;

  let opening;
  const opened = () =>
    (opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open('catat', 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore('entries', { keyPath: 'id' });
        asked.result.createObjectStore('about');
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    }));

  /** Runs `work` on the stores in one transaction; what it gives is there once that is on disk. */
  async function stored(mode, work) {
    const transaction = (await opened()).transaction(['entries', 'about'], mode, { durability: 'strict' });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const asked = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const result = await work(transaction.objectStore('entries'), transaction.objectStore('about'), asked);
    await done;
    return result;
  }

  const entries = () => stored('readonly', (kept, _, asked) => asked(kept.getAll()));

  /** Keeps new entries of an account, with the next numbers of this phone. */
  const keep = (person, entries) =>
    stored('readwrite', async (kept, about, asked) => {
      const device = (await asked(about.get('device'))) ?? uuid();
      const last = (await asked(about.get('sequence'))) ?? 0;
      about.put(device, 'device');
      about.put(last + entries.length, 'sequence');
      const made_at = new Date().toISOString();
      entries.forEach((entry, at) => {
        const sequence = last + 1 + at;
        kept.put({ ...entry, id: uuid(), person, device, sequence, made_at, state: 'waiting' });
      });
    });

  /** Changes entries that are still there. */
  const change = (ids, changed) =>
    stored('readwrite', async (kept, _, asked) => {
      for (const id of ids) {
        const entry = await asked(kept.get(id));
        if (entry) kept.put(changed(entry));
      }
    });

  const discard = (ids) => stored('readwrite', async (kept) => ids.forEach((id) => kept.delete(id)));

  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  }

  const ask = (path, { patience = 20_000, ...options } = {}) =>
    fetch(path, { ...options, redirect: 'manual', signal: AbortSignal.timeout(patience) });

  /** Whether nobody is signed in any more: entries stay until somebody is. */
  const isShut = ({ type, status }) => type === 'opaqueredirect' || status === 401 || status === 403;

  /** One page or worker at a time sends, where the browser can tell. */
  const alone = (work) => (navigator.locks ? navigator.locks.request('catat-kirim', work) : work());

  /**
   * Sends what waits of an account: entries, the oldest first, and then the pictures, one at a
   * time, since an entry may have come in between. `told` hears of each packet what the server
   * answered. Gives whether this account is signed in; throws where it is worth trying again
   * later.
   */
  const send = (person, told) =>
    alone(async () => {
      for (;;) {
        const own = (await entries()).filter((entry) => entry.person === person);
        const waiting = own.filter(({ state }) => state === 'waiting').sort((a, b) => a.sequence - b.sequence);
        const pictured = own.find(({ state, photo }) => state === 'sent' && photo);
        if (waiting.length > 0) {
          const receipt = await sendPacket(waiting.slice(0, PACKET));
          if (!receipt) return false;
          await told(receipt);
          // They wait for their own account.
          if (receipt.results.some(({ result }) => result === 'other-person')) return false;
        } else if (!pictured) {
          return true;
        } else if (!(await sendPhoto(pictured))) {
          return false;
        }
      }
    });

  /** Sends entries, and keeps what became of each; nothing where nobody is signed in. */
  async function sendPacket(packet) {
    const plain = packet.map(({ state, reason, photo, photoRefused, name, ...entry }) => entry);
    const answer = await ask('/catat/kirim', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ entries: plain }),
    });
    if (isShut(answer)) return undefined;
    // One that the server cannot read is not to keep the others waiting.
    if ([400, 413, 422].includes(answer.status) && packet.length > 1) return sendPacket(packet.slice(0, 1));
    if ([400, 413, 422].includes(answer.status)) {
      await change([packet[0].id], (entry) => ({ ...entry, state: 'refused', reason: String(answer.status) }));
      return { results: [] };
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const receipt = await answer.json();
    const ids = (result) => receipt.results.filter((one) => one.result === result).map((one) => one.id);
    const reasons = Object.fromEntries(receipt.results.map((one) => [one.id, one.reason]));
    await change(ids('kept'), (entry) => ({ ...entry, state: 'sent' }));
    await change(ids('refused'), (entry) => ({ ...entry, state: 'refused', reason: reasons[entry.id] }));
    return receipt;
  }

  /** Sends a picture, which may take long; whether somebody is signed in. */
  async function sendPhoto({ id, photo }) {
    const answer = await ask(`/catat/foto/${id}`, { method: 'POST', body: photo, patience: 180_000 });
    if (isShut(answer)) return false;
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    await change([id], ({ photo: sent, ...rest }) => ({ ...rest, ...(!answer.ok && { photoRefused: true }) }));
    return true;
  }

  /** After signing out: pages with a name on them, and what was sent, leave the phone; what still waits stays. */
  async function forget() {
    // Without TLS a browser keeps no pages.
    const names = (await self.caches?.keys()) ?? [];
    await Promise.all(names.filter((name) => name.startsWith('catat-')).map((name) => caches.delete(name)));
    const sent = (await entries()).filter((entry) => entry.state === 'sent' && !entry.photo);
    await discard(sent.map((entry) => entry.id));
  }

  if (self.document?.currentScript?.hasAttribute('data-forget')) forget();

  return { PAGES, opened, entries, keep, change, discard, ask, isShut, send };
})();
