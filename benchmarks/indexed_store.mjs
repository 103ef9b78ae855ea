// A store in memory for brackets-manager that finds rows by id and by filter without a search. It copies what it gives.
import { createRequire } from 'module';
const clone = createRequire(import.meta.url)('rfdc')();

export class IndexedStore {
  tables = new Map();

  table(name) {
    if (!this.tables.has(name)) this.tables.set(name, { rows: new Map(), next: 0, indexes: new Map() });
    return this.tables.get(name);
  }

  // The ids of the rows that fit. The first question with these fields makes their index.
  ids(table, filter) {
    const fields = Object.keys(filter).sort();
    const value = (row) => JSON.stringify(fields.map((field) => row[field]));
    if (!table.indexes.has(fields.join())) {
      const index = new Map();
      for (const [id, row] of table.rows) add(index, value(row), id);
      table.indexes.set(fields.join(), { fields, value, index });
    }
    return table.indexes.get(fields.join()).index.get(value(filter)) ?? [];
  }

  async insert(name, values) {
    const table = this.table(name);
    for (const one of [values].flat()) {
      const row = { id: table.next++, ...one };
      table.rows.set(row.id, row);
      for (const { value, index } of table.indexes.values()) add(index, value(row), row.id);
    }
    return Array.isArray(values) ? true : table.next - 1;
  }

  async select(name, asked) {
    const { rows } = this.table(name);
    if (asked === undefined) return [...rows.values()].map(clone);
    if (typeof asked === 'number') return rows.has(asked) ? clone(rows.get(asked)) : null;
    return this.ids(this.table(name), asked).map((id) => clone(rows.get(id)));
  }

  async update(name, asked, change) {
    const table = this.table(name);
    const ids = typeof asked === 'number' ? [asked] : [...this.ids(table, asked)];
    for (const id of ids) {
      const before = table.rows.get(id);
      const after = typeof asked === 'number' ? change : merged(before, change);
      table.rows.set(id, after);
      for (const [key, { value }] of table.indexes) if (value(before) !== value(after)) table.indexes.delete(key);
    }
    return true;
  }

  async delete(name, filter) {
    const table = this.table(name);
    for (const id of filter ? this.ids(table, filter) : [...table.rows.keys()]) table.rows.delete(id);
    table.indexes.clear();
    return true;
  }
}

function add(index, value, id) {
  if (index.has(value)) index.get(value).push(id);
  else index.set(value, [id]);
}

function merged(row, change) {
  const both = { ...row };
  for (const [key, value] of Object.entries(change)) {
    both[key] = value && typeof value === 'object' ? { ...row[key], ...value } : value;
  }
  return both;
}
