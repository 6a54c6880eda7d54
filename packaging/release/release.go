package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/cli"
)

type platform struct{ system, processor string }

var platforms = []platform{
	{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

// name is what the archive of a platform is called, without its ending.
func (p platform) name() string {
	return fmt.Sprintf("lede_%s_%s_%s", cli.Version, strings.Replace(p.system, "darwin", "macos", 1), p.processor)
}

func (p platform) binary() string {
	if p.system == "windows" {
		return "lede.exe"
	}
	return "lede"
}

// release makes everything in a folder, in place of what was there.
func release(ctx context.Context, root, dist string, platforms []platform) error {
	changed, err := output(ctx, root, "git", "status", "--porcelain")
	if err != nil {
		return err
	}
	if changed != "" {
		return fmt.Errorf("these files are not committed:\n%s", changed)
	}
	tmp, err := os.MkdirTemp("", "lede-release-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	// Clones have folders of their own, ideas of their own of when their files were made, and nobody changes them meanwhile; with a cache
	// of its own, the second compiles everything again.
	places := []place{{filepath.Join(tmp, "one"), ""}, {filepath.Join(tmp, "another", "lede"), filepath.Join(tmp, "cache")}}
	for i, from := range []string{root, places[0].dir} {
		if _, err := output(ctx, root, "git", "clone", "--quiet", "--no-hardlinks", from, places[i].dir); err != nil {
			return err
		}
	}
	if err := errors.Join(os.RemoveAll(dist), os.MkdirAll(dist, 0o755)); err != nil {
		return err
	}
	at, err := committed(ctx, places[0].dir)
	if err != nil {
		return err
	}
	manual, err := documents(at)
	if err != nil {
		return err
	}
	for _, p := range platforms {
		fmt.Println(p.name())
		if err := releaseFor(ctx, p, places, dist, at, manual); err != nil {
			return fmt.Errorf("%s: %w", p.name(), err)
		}
	}
	return writeChecksums(dist)
}

// committed is when the commit was made, by which everything is dated.
func committed(ctx context.Context, root string) (time.Time, error) {
	text, err := output(ctx, root, "git", "log", "-1", "--format=%ct")
	if err != nil {
		return time.Time{}, err
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	return time.Unix(seconds, 0).UTC(), err
}

// place is where a build is made, and its cache; "" for the usual one.
type place struct{ dir, cache string }

// releaseFor builds in each of two places, compares, and packs.
func releaseFor(ctx context.Context, p platform, places []place, dist string, at time.Time, manual []file) error {
	var built [][]byte
	for _, place := range places {
		b, err := build(ctx, p, place)
		if err != nil {
			return err
		}
		built = append(built, b)
	}
	if !bytes.Equal(built[0], built[1]) {
		return errors.New("two builds differ")
	}
	bill, err := billOfMaterials(built[0], at)
	if err != nil {
		return err
	}
	texts, err := shipped(places[0].dir)
	if err != nil {
		return err
	}
	archive, ending, err := packed(p, slices.Concat([]file{{p.binary(), built[0], 0o755}}, texts, manual), at)
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dist, p.name()+ending), archive, 0o644),
		os.WriteFile(filepath.Join(dist, p.name()+".cdx.json"), bill, 0o644),
	)
}

// shipped are the files of the repository that an operator needs. They keep their places in it, since they name one another by them.
func shipped(root string) (all []file, err error) {
	documents, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		return nil, err
	}
	names := []string{"LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "SECURITY.md", ".env.example", "packaging/lede.service", "packaging/grafana.json"}
	for _, path := range documents {
		names = append(names, "docs/"+filepath.Base(path))
	}
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		all = append(all, file{name, b, 0o644})
	}
	return all, nil
}

// build builds for a platform in a folder, and returns the binary.
func build(ctx context.Context, p platform, in place) ([]byte, error) {
	out, err := os.MkdirTemp("", "lede-build-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(out)
	path := filepath.Join(out, p.binary())
	c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", path, ".")
	c.Dir, c.Stderr = in.dir, os.Stderr
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOOS="+p.system, "GOARCH="+p.processor)
	if in.cache != "" {
		c.Env = append(c.Env, "GOCACHE="+in.cache)
	}
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("building in %s: %w", in.dir, err)
	}
	return os.ReadFile(path)
}

// writeChecksums writes what `sha256sum -c` reads.
func writeChecksums(dist string) error {
	entries, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(dist, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(content), e.Name())
	}
	return os.WriteFile(filepath.Join(dist, "SHA256SUMS"), []byte(b.String()), 0o644)
}
