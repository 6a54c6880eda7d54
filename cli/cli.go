// Package cli is the program: one file per verb. It reads the command line and the settings, and hands plain values and funcs to the
// other packages. It is the only one that may import them all.
//
// It refuses to do the work itself.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lede/config"
	"lede/languages"
	"lede/pattern"
	"lede/problem"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// Version is what `lede version` prints.
const Version = "0.1.0"

// Exit statuses.
const (
	exitFine   = 0
	exitFailed = 1
	exitUsage  = 2
)

// world is everything outside the program that a verb may access.
type world struct {
	env    []string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	times  times
}

// Run runs Lede with command-line arguments and an environment as os.Environ returns it, and returns the exit
// status: 0 fine, 1 the work failed, 2 wrong usage. Errors are one sentence on stderr.
func Run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return world{env, stdin, stdout, stderr, realTimes()}.execute(ctx, args)
}

// aboutGroup is the title of the group with the version and the help.
const aboutGroup = "About it:"

// Commands returns all verbs, for generating documentation. They are not meant to be run.
func Commands() *cobra.Command { return world{times: realTimes()}.commands() }

func (w world) commands() *cobra.Command {
	root := &cobra.Command{
		Use:           "lede",
		Short:         "Lede briefs you on the news, word for word",
		Long:          "Lede is a Discord bot that briefs a server on the news. Every word of news it shows is copied from an\narticle, with the sentence it came from; when the article does not say, it says so.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
	}
	told := root.Flags().BoolP("version", "v", false, "version for lede") // cobra's own would be a template, which increases the size
	root.RunE = func(c *cobra.Command, _ []string) error {
		if *told {
			return work(w.version)(c, nil)
		}
		return c.Help()
	}
	for _, group := range []struct {
		title string
		verbs []*cobra.Command
	}{
		{"On Discord, or in a playground of one:", []*cobra.Command{playVerb(w), doctorVerb(w), runVerb(w), healthVerb(w)}},
		{"In the terminal:", []*cobra.Command{briefVerb(w), askVerb(w), storiesVerb(w), feedVerb(w)}},
		{"What it keeps:", []*cobra.Command{backupVerb(w), restoreVerb(w), storeVerb(w)}},
		{aboutGroup, []*cobra.Command{versionVerb(w)}},
	} {
		root.AddGroup(&cobra.Group{ID: group.title, Title: group.title})
		for _, verb := range group.verbs {
			verb.GroupID = group.title
			root.AddCommand(verb)
		}
	}
	root.SetHelpCommandGroupID(aboutGroup)
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Run, help.RunE = nil, helpOn
	}
	root.SetFlagErrorFunc(unknownFlag)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.DisableAutoGenTag = true
	return root
}

// formatFlag gives a verb the flag --format. The first value is the default; a shell completes them all.
func formatFlag(c *cobra.Command, format *string, values ...string) {
	last := len(values) - 1
	c.Flags().StringVar(format, "format", values[0], strings.Join(values[:last], ", ")+" or "+values[last])
	complete := cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	_ = c.RegisterFlagCompletionFunc("format", complete) // fails for a flag that is not there
}

func (w world) execute(ctx context.Context, args []string) int {
	root := w.commands()
	root.SetArgs(append([]string{}, args...)) // nil would mean the arguments of the process
	root.SetIn(w.stdin)
	help := &watched{Writer: w.stdout} // cobra drops the error of what it prints itself
	root.SetOut(help)
	root.SetErr(w.stderr)
	root.InitDefaultCompletionCmd()                                          // which keeps where to write
	if completion, _, err := root.Find([]string{"completion"}); err == nil { // cobra's own prints its help for a shell that there is not
		completion.Args, completion.RunE = noArguments, func(c *cobra.Command, _ []string) error { return c.Help() }
	}

	verb, err := root.ExecuteContextC(ctx)
	if help.err != nil {
		err = &workError{help.err}
	}
	var failed *workError
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &failed):
		fmt.Fprintln(w.stderr, harmless("lede: "+words.Line(failed.error)))
		return exitFailed
	default: // whatever else comes back is cobra's, about the command line
		if verb.Name() == "help" { // its own help says nothing of what there is
			verb = root
		}
		fmt.Fprintln(w.stderr, harmless("lede: "+words.Text("help.see", "mistake", words.Line(err), "verb", verb.CommandPath())))
		return exitUsage
	}
}

// harmless replaces what a terminal would obey: the name of a file that somebody sent may hold it.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), r == '\u202d', r == '\u202e':
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// words is the language of the terminal.
var words languages.Language

// say prints a phrase as a line.
func (w world) say(key string, pairs ...any) error {
	_, err := fmt.Fprintln(w.stdout, words.Text(key, pairs...))
	return err
}

// quoted makes user input printable inside quotation marks.
func quoted(s string) string { return strings.TrimSuffix(strconv.Quote(s)[1:], `"`) }

// noArguments refuses arguments. Where verbs are expected, they are reported as an unknown one.
func noArguments(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case !c.HasSubCommands():
		return problem.New("usage.argument", "verb", verbOf(c), "argument", quoted(args[0]))
	}
	verb := quoted(args[0])
	if c.HasParent() {
		verb = verbOf(c) + " " + verb
	}
	c.SuggestionsMinimumDistance = 2 // slips
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return problem.New("usage.verb-misspelt", "verb", verb, "near", strings.Join(near, words.Text("list.or")))
	}
	return problem.New("usage.verb", "verb", verb)
}

// helpOn prints the help of a verb. Cobra's own prints that of the program for a verb that there is not.
func helpOn(help *cobra.Command, args []string) error {
	verb, rest, err := help.Root().Find(args)
	if err != nil {
		return err
	}
	if verb.HasSubCommands() {
		if err := noArguments(verb, rest); err != nil {
			return err
		}
	}
	verb.InitDefaultHelpFlag()
	return verb.Help()
}

// flags matches the names of flags where they are described.
var flags = pattern.Of(`--[a-z-]+`)

// unknownFlag names the flag of a verb that an unknown one may stand for.
func unknownFlag(c *cobra.Command, err error) error {
	var unknown interface{ GetSpecifiedName() string }
	if !errors.As(err, &unknown) {
		return err
	}
	name := unknown.GetSpecifiedName()
	typed := "--" + name
	near := problem.Nearest(typed, flags().FindAllString(c.Flags().FlagUsages(), -1))
	if format := c.Flags().Lookup("format"); format != nil && slices.Contains(strings.Fields(strings.ReplaceAll(format.Usage, ",", " ")), name) {
		near = "--format " + name // other programs have a flag for each
	}
	if near != "" {
		return problem.New("usage.flag-misspelt", "flag", quoted(typed), "near", near)
	}
	return err
}

// verbOf is what stands behind the program's name: "store copy".
func verbOf(c *cobra.Command) string { return strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ") }

// between requires a number of arguments between least and most; what names them in the error.
func between(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return problem.New("usage.too-few", "verb", verbOf(c), "what", what)
		case len(args) > most:
			return problem.New("usage.too-many", "verb", verbOf(c), "what", what, "argument", quoted(args[most]))
		}
		return nil
	}
}

// wholeNumber is a flag value with a plain error message for anything but a whole number.
type wholeNumber int

func (n *wholeNumber) String() string { return strconv.Itoa(int(*n)) }
func (n *wholeNumber) Type() string   { return "int" }

func (n *wholeNumber) Set(s string) error {
	v, err := strconv.Atoi(s)
	if err != nil {
		return errors.New(words.Text("help.whole-number"))
	}
	*n = wholeNumber(v)
	return nil
}

// workError is an error of the work itself, as opposed to the command line.
type workError struct{ error }

func (e *workError) Unwrap() error { return e.error }

// watched keeps the first error of a writer.
type watched struct {
	io.Writer
	err error
}

func (w *watched) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	w.err = cmp.Or(w.err, err)
	return n, err
}

// work turns a verb's function into a cobra one, and marks its errors as failed work.
func work(do func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		err := do(c.Context(), args)
		if errors.Is(err, context.Canceled) {
			err = broken(c.Context(), err)
		}
		if err != nil {
			return &workError{err}
		}
		return nil
	}
}

// interruptible is for work that reads and computes without checking the context: it is abandoned
// when the context ends, since the program ends with it.
func interruptible(do func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return work(func(ctx context.Context, args []string) error {
		done := make(chan error, 1)
		go func() { done <- do(ctx, args) }()
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
			hush()
			return problem.New("cli.interrupted")
		}
	})
}

// value returns an environment variable, or "".
func (w world) value(name string) string { return config.Env(w.env, name) }

// terminal reports whether a stream is a terminal, and its width; 0 if it is none or the width is unknown.
func terminal(stream any) (width int, ok bool) {
	f, isFile := stream.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0, true
	}
	return width, true
}
