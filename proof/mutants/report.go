package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// report lists the survivors by file and line, and how many were killed in each room.
func (t *trial) report(w io.Writer, sample []mutant) {
	type tally struct{ killed, counted int }
	rooms, operators, whole := map[string]tally{}, map[string]tally{}, tally{}
	count := func(c tally, verdict string) tally {
		c.counted++
		if verdict == killed {
			c.killed++
		}
		return c
	}
	var alive []mutant
	for i, verdict := range t.verdicts {
		if verdict != killed && verdict != survived {
			continue
		}
		m := sample[i]
		rooms[m.dir()], operators[m.operator], whole = count(rooms[m.dir()], verdict), count(operators[m.operator], verdict), count(whole, verdict)
		if verdict == survived {
			alive = append(alive, m)
		}
	}
	slices.SortFunc(alive, func(a, b mutant) int {
		if a.file != b.file {
			return slices.Compare([]string{a.file}, []string{b.file})
		}
		return a.start - b.start
	})
	fmt.Fprintf(w, "\nsurvivors: %d\n", len(alive))
	for _, m := range alive {
		fmt.Fprintln(w, m, t.judges.seen(m))
	}
	line := func(name string, c tally) {
		fmt.Fprintf(w, "%-16s %4d of %4d killed  %5.1f %%\n", name, c.killed, c.counted, 100*float64(c.killed)/float64(max(c.counted, 1)))
	}
	fmt.Fprintln(w)
	for _, name := range slices.Sorted(maps.Keys(rooms)) {
		line(name, rooms[name])
	}
	fmt.Fprintln(w)
	for _, name := range slices.Sorted(maps.Keys(operators)) {
		line(name, operators[name])
	}
	fmt.Fprintln(w)
	line("all", whole)
}
