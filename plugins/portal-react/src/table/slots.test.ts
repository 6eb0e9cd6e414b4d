import { nextSlots, noSlots, type Slots } from './slots';

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `row ${from + index}`);
/** The elements in the order of the page. */
const elements = ({ of }: Slots) => [...of.values()];

describe('the elements of rows', () => {
  it('are those of the rows that left', () => {
    const first = nextSlots(['row 0', ...rows(10, 14)], 'row 0', noSlots);
    expect(elements(first)).toEqual([0, 1, 2, 3, 4]);
    const scrolled = nextSlots(['row 0', ...rows(12, 16)], 'row 0', first);
    expect(Object.fromEntries(scrolled.of)).toEqual({
      'row 0': 0,
      'row 12': 3,
      'row 13': 4,
      'row 14': 1,
      'row 15': 2,
    });
  });

  it('are as many as there were, however far somebody scrolls', () => {
    let slots = noSlots;
    for (let top = 0; top < 5000; top += 7) {
      slots = nextSlots(['row 0', ...rows(top + 1, top + 30)], 'row 0', slots);
    }
    expect(slots.next).toBe(30);
  });

  it('do not pass that of the current row', () => {
    const first = nextSlots(rows(100, 104), 'row 102', noSlots);
    const up = nextSlots([...rows(10, 14), 'row 102'], 'row 102', first);
    expect(up.of.get('row 102')).toBe(first.of.get('row 102'));
    // Two stood before it: the other two are new.
    expect(elements(up)).toEqual([0, 1, 4, 5, 2]);
    expect(elements(nextSlots([...rows(20, 24), 'row 102'], 'row 102', up))).toEqual([0, 1, 4, 5, 2]);
  });

  it('are not taken over from a row that had the keyboard', () => {
    const first = nextSlots(rows(0, 3), 'row 1', noSlots);
    const jumped = nextSlots(rows(50, 53), 'row 52', first);
    expect(elements(jumped)).toEqual([0, 2, 3]);
  });
});
