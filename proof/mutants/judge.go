package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// pkg is what `go list` tells of a package.
type pkg struct {
	Dir, ImportPath                    string
	GoFiles                            []string
	Imports, TestImports, XTestImports []string
}

func list(root string, dirs []string) (map[string]pkg, error) {
	args := []string{"list", "-json=Dir,ImportPath,GoFiles,Imports,TestImports,XTestImports"}
	for _, d := range dirs {
		args = append(args, "./"+d)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	var problem strings.Builder
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, problem.String())
	}
	packages := map[string]pkg{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		dir, err := filepath.Rel(root, p.Dir)
		if err != nil {
			return nil, err
		}
		packages[filepath.ToSlash(dir)] = p
	}
}

// judges decide about mutants by running tests.
type judges struct {
	root     string
	packages map[string]pkg
	seconds  map[string]float64 // how long the tests of a package take unmutated
}

// dependents are the packages, of those listed, that use dir's directly, the quickest first.
func (j *judges) dependents(dir string) []string {
	var found []string
	for other, p := range j.packages {
		uses := slices.Concat(p.Imports, p.TestImports, p.XTestImports)
		if other != dir && slices.Contains(uses, j.packages[dir].ImportPath) {
			found = append(found, other)
		}
	}
	slices.SortFunc(found, func(a, b string) int { return int(1000 * (j.seconds[a] - j.seconds[b])) })
	return found
}

var passed = regexp.MustCompile(`(?m)^ok\s+\S+\s+([\d.]+)s`)

// unmutated times the tests of a package, which must pass.
func (j *judges) unmutated(ctx context.Context, dir string) error {
	out, err := j.test(ctx, dir, "", 10*time.Minute)
	if err != nil {
		return fmt.Errorf("the tests of %s fail without any mutation:\n%s", dir, out)
	}
	j.seconds[dir] = 0
	if m := passed.FindStringSubmatch(out); m != nil {
		j.seconds[dir], err = strconv.ParseFloat(m[1], 64)
	}
	return err
}

// What becomes of a mutant. One that does not compile is not counted.
const (
	killed   = "killed"
	survived = "survived"
	broken   = "does not compile"
)

// judge runs the tests of the mutant's package and then, while it lives, those of the packages that use it.
func (j *judges) judge(ctx context.Context, m mutant) (string, error) {
	folder, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file, overlay := filepath.Join(folder, "mutated.go"), filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(j.root, m.file): file}})
	if err := errors.Join(err, os.WriteFile(file, m.mutated(), 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		return "", err
	}
	for _, dir := range append([]string{m.dir()}, j.dependents(m.dir())...) {
		limit := 20*time.Second + time.Duration(5*j.seconds[dir])*time.Second
		out, err := j.test(ctx, dir, overlay, limit)
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]"):
			return broken, nil
		case err != nil:
			return killed, nil
		}
	}
	return survived, nil
}

// test runs the tests of a package, and ends what they leave running.
func (j *judges) test(ctx context.Context, dir, overlay string, limit time.Duration) (string, error) {
	args := []string{"test", "-count=1", "-failfast", "-vet=off", "-ldflags=-s -w", "-timeout", limit.String()}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./"+dir)...)
	cmd.Dir, cmd.WaitDelay = j.root, 5*time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	end := ownGroup(cmd)
	defer end()
	err := cmd.Run()
	return out.String(), err
}
