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
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				line += " (" + s.Value[:min(12, len(s.Value))] + ")"
			}
		}
	}
	return line + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}
