package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed" // the licences
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"lede/service"
)

//go:embed licences.txt.gz
var licences []byte

func versionVerb(w world) *cobra.Command {
	var texts bool
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long:  "Print the version, the commit that was built (with a + when it had changes), and what it was built with and for.",
		Args:  noArguments,
		RunE: func(c *cobra.Command, args []string) error {
			if texts {
				return work(w.licences)(c, args)
			}
			return work(w.version)(c, args)
		},
	}
	c.Flags().BoolVar(&texts, "licences", false, "print the licences of all that Lede is made of")
	return c
}

func (w world) licences(context.Context, []string) error {
	z, err := gzip.NewReader(bytes.NewReader(licences))
	if err != nil {
		return err
	}
	_, err = io.Copy(w.stdout, z)
	return err
}

func (w world) version(context.Context, []string) error {
	_, err := fmt.Fprintln(w.stdout, "lede "+build().String())
	return err
}

// build identifies the running program.
func build() service.Build { return service.Build{Version: Version, Commit: commit()} }

// commit returns the built commit, shortened, with a + for uncommitted changes; "" if unknown.
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
