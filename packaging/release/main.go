// Command release makes what people download: `make release`. It builds Lede for each platform twice, in two places, and compares the two
// byte by byte; it packs each with its manual and completions, and writes checksums and a bill of materials (CycloneDX).
// `go run ./packaging/release linux/amd64` does so for one, and
// `go run ./packaging/release licences` writes the licences that `lede version --licences` prints.
//
// It refuses to release what is not committed, what differs between two builds, and a module without a licence.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	root, err := output(ctx, ".", "go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return err
	}
	if len(args) == 1 && args[0] == "licences" {
		return writeLicences(ctx, root)
	}
	wanted := platforms
	if len(args) > 0 {
		wanted = slices.DeleteFunc(slices.Clone(platforms), func(p platform) bool { return !slices.Contains(args, p.system+"/"+p.processor) })
	}
	if len(wanted) == 0 || len(args) > 0 && len(wanted) < len(args) {
		return fmt.Errorf("unknown arguments %q: give “licences”, platforms such as linux/amd64, or nothing for all", args)
	}
	return release(ctx, root, filepath.Join(root, "dist"), wanted)
}

// output runs a program in a folder and returns what it prints, without the last line end.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir, c.Stderr = dir, os.Stderr
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return strings.TrimSuffix(string(out), "\n"), nil
}
