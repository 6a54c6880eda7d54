// Command measure prints how dense the project's Go code is: files per folder, lines per package, complex expressions, branchy and
// long functions, and how much is documented. Run it at the root of the module. It judges nothing: architecture_test.go holds the limits.
package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"lede/proof/measure/metrics"
)

func main() {
	files, err := metrics.Load(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	report(os.Stdout, files)
}

func report(w io.Writer, files []metrics.File) {
	folders, lines := map[string]int{}, map[string]int{}
	var program []metrics.File
	for _, f := range files {
		folders[f.Dir]++
		if !f.Test {
			lines[f.Dir] += f.Lines
			program = append(program, f)
		}
	}
	table(w, "Go files per folder, tests included", folders, len(files))
	total := 0
	for _, n := range lines {
		total += n
	}
	table(w, "lines per package, tests excluded", lines, total)
	expressions(w, program, total)
	functions(w, program)
	documented(w, program)
}

// table prints counts in descending order.
func table(w io.Writer, title string, counts map[string]int, total int) {
	fmt.Fprintf(w, "\n%s: %d\n", title, total)
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	for _, name := range names {
		fmt.Fprintf(w, "%7d  %s\n", counts[name], name)
	}
}

func expressions(w io.Writer, program []metrics.File, total int) {
	crowded := map[string]int{}
	for _, f := range program {
		for _, e := range metrics.Expressions(f.Syntax) {
			if e.Operators >= 4 {
				crowded[fmt.Sprintf("%s:%d", f.Path, f.Line(e.Node))] = e.Operators
			}
		}
	}
	table(w, "lines with an expression of 4 or more boolean operators", crowded, len(crowded))
	fmt.Fprintf(w, "         %.2f per thousand lines\n", 1000*float64(len(crowded))/float64(total))
}

func functions(w io.Writer, program []metrics.File) {
	over15, over20, over60 := map[string]int{}, 0, map[string]int{}
	for _, f := range program {
		for _, fn := range f.Functions() {
			name := f.Path + " " + metrics.FullName(fn)
			if n := metrics.Cyclomatic(fn); n > 15 {
				over15[name] = n
				if n > 20 {
					over20++
				}
			}
			if n := f.Span(fn); n > 60 {
				over60[name] = n
			}
		}
	}
	table(w, fmt.Sprintf("functions with a cyclomatic complexity over 15 (%d of them over 20)", over20), over15, len(over15))
	table(w, "functions of more than 60 lines", over60, len(over60))
}

func documented(w io.Writer, program []metrics.File) {
	all, with := 0, 0
	for _, f := range program {
		for _, d := range f.Exported() {
			all++
			if d.Doc != "" {
				with++
			}
		}
	}
	fmt.Fprintf(w, "\nexported names with a comment: %d of %d (%.1f %%)\n", with, all, 100*float64(with)/float64(all))
}
