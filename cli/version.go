package cli

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionVerb(w world) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE:  work(w.version),
	}
}

func (w world) version(context.Context, []string) error {
	_, err := fmt.Fprintln(w.stdout, "lede "+versionLine())
	return err
}

// versionLine is the version, the commit that was built, and what it was built with and for.
func versionLine() string {
	line := Version
	if c := commit(); c != "" {
		line += " (" + c + ")"
	}
	return line + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}

// commit is what was built, shortened, with a + for changes that were not committed; "" when that is not known.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	revision, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+"
		}
	}
	if revision == "" {
		return ""
	}
	return revision + changed
}
