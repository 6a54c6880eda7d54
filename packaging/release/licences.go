package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// module is a module that is linked into Lede on some platform.
type module struct{ Path, Version, Dir string }

// linked lists the modules whose packages are in Lede on any platform, besides Lede itself.
func linked(ctx context.Context, root string) ([]module, error) {
	var all []module
	for _, system := range []string{"linux", "darwin", "windows"} {
		c := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Module", ".")
		c.Dir, c.Stderr = root, os.Stderr
		c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := c.Output()
		if err != nil {
			return nil, fmt.Errorf("listing what Lede is made of: %w", err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct{ Module *module }
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if p.Module != nil && p.Module.Version != "" && !slices.Contains(all, *p.Module) {
				all = append(all, *p.Module)
			}
		}
	}
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}

// licences are the texts of the licences of all that Lede is made of.
func licences(ctx context.Context, root string) ([]byte, error) {
	modules, err := linked(ctx, root)
	if err != nil {
		return nil, err
	}
	goroot, err := output(ctx, root, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	add := func(name, dir string, names ...string) error {
		texts, err := licenceFiles(dir, names)
		if err != nil || len(texts) == 0 {
			return fmt.Errorf("%s has no licence that can be read: %w", name, err)
		}
		fmt.Fprintf(&b, "%s\n%s\n%s\n\n%s\n\n", strings.Repeat("=", 78), name, strings.Repeat("=", 78), strings.Join(texts, "\n\n"))
		return nil
	}
	err = errors.Join(add("Lede", root, "LICENSE", "NOTICE"), add("The Go standard library", goroot, "LICENSE"))
	for _, m := range modules {
		err = errors.Join(err, add(m.Path, m.Dir, "LICENSE*", "LICENCE*", "License*", "license*", "COPYING*", "NOTICE*"))
	}
	return b.Bytes(), err
}

// licenceFiles reads the files of some names in a folder.
func licenceFiles(dir string, patterns []string) (texts []string, err error) {
	var paths []string
	for _, p := range patterns {
		found, err := filepath.Glob(filepath.Join(dir, p))
		if err != nil {
			return nil, err
		}
		paths = append(paths, found...)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		if info, err := os.Stat(path); err != nil || info.IsDir() || strings.HasSuffix(path, ".go") {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(b), "\r\n", "\n")))
	}
	return texts, nil
}

// licencesPath is where cli embeds them.
const licencesPath = "cli/licences.txt.gz"

func writeLicences(ctx context.Context, root string) error {
	text, err := licences(ctx, root)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(text); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, licencesPath), b.Bytes(), 0o644)
}
