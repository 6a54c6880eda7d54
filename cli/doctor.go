package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/doctor"
	"lede/press"
	"lede/problem"

	"github.com/spf13/cobra"
)

// narrow is the minimum width to which text is wrapped.
const narrow = 20

func doctorVerb(w world) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "doctor [ARTICLE...]",
		Short: "Check the settings, Discord and the store",
		Long: "Check everything that can be wrong before `lede run`, with the same settings and articles: the settings, the\n" +
			"store, the token and what Discord knows of the bot. Each failure comes with its fix. No secret is printed,\n" +
			"and nothing is changed, but that an empty Redis gets Lede's marks. A running Lede is not disturbed. The exit status\n" +
			"is 1 if a check fails.",
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return problem.New("usage.format", "format", quoted(format))
			}
			return work(func(ctx context.Context, paths []string) error { return w.doctor(ctx, paths, format) })(c, args)
		},
	}
	formatFlag(c, &format, "text", "json")
	return c
}

func (w world) doctor(ctx context.Context, paths []string, format string) error {
	quiet := w
	quiet.stderr = io.Discard // the articles are read in parallel with other checks
	done := w.progress(ctx, words.Text("progress.doctor"))
	found := doctor.Examine(ctx, doctor.Options{
		Environ: w.env, Articles: paths, Version: Version, Within: w.times.check,
		Read: func(ctx context.Context, path string) (*briefing.Article, error) {
			return quiet.readArticle(ctx, path, briefing.Options{})
		},
		Health: func(ctx context.Context, addr string) (int, string) {
			status, said, _ := w.askHealth(ctx, addr) // 0 when nobody answers
			return status, said
		},
	})
	done()
	if ctx.Err() != nil {
		return problem.New("cli.interrupted")
	}
	var err error
	if format == "json" {
		err = indented(w.stdout, found)
	} else {
		err = printFindings(w.stdout, found, w.terminal())
	}
	if err != nil {
		return err
	}
	n := 0
	for _, f := range found {
		if f.Status == doctor.Fail {
			n++
		}
	}
	if n > 0 {
		return problem.New("cli.checks-failed", "failed", n, "checks", len(found))
	}
	return nil
}

// printFindings writes one line for each check, and below it what to do. Only on a terminal is output coloured and
// wrapped; elsewhere each line stays whole, for grep.
func printFindings(w io.Writer, list []doctor.Finding, t press.Terminal) error {
	names := 0
	for _, f := range list {
		names = max(names, len(f.Check))
	}
	indent := len("warn  ") + names + 2
	var b strings.Builder
	for _, f := range list {
		word := fmt.Sprintf("%-4s", f.Status)
		if t.Color {
			word = colour(f.Status) + word + "\x1b[0m"
		}
		fmt.Fprintf(&b, "%s  %-*s  %s\n", word, names, f.Check, wrapped(f.Found, indent, t.Width))
		if f.Fix != "" {
			fmt.Fprintf(&b, "%*s→ %s\n", indent, "", wrapped(f.Fix, indent+2, t.Width))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", tallied(list))
	_, err := io.WriteString(w, b.String())
	return err
}

func colour(s doctor.Status) string {
	return map[doctor.Status]string{doctor.OK: "\x1b[32m", doctor.Warn: "\x1b[33m", doctor.Fail: "\x1b[1;31m", doctor.Skip: "\x1b[2m"}[s]
}

// wrapped breaks a text between words so that it fits beside an indent. A link longer than a line stays whole.
func wrapped(s string, indent, width int) string {
	if width < indent+narrow {
		return s
	}
	var b strings.Builder
	used := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case indent+used+1+n > width:
			fmt.Fprintf(&b, "\n%*s", indent, "")
			used = 0
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}

// tallied counts the findings.
func tallied(list []doctor.Finding) string {
	n := map[doctor.Status]int{}
	for _, f := range list {
		n[f.Status]++
	}
	parts := []string{words.Text("tally.ok", "n", n[doctor.OK])}
	for _, c := range []struct {
		status doctor.Status
		key    string
	}{{doctor.Warn, "tally.warnings"}, {doctor.Fail, "tally.failures"}, {doctor.Skip, "tally.skipped"}} {
		if count := n[c.status]; count > 0 {
			parts = append(parts, words.Text(c.key, "n", count))
		}
	}
	return strings.Join(parts, ", ")
}
