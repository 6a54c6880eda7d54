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
	"slices"
	"strings"
	"time"
)

// pkg is what `go list` reports of a package.
type pkg struct {
	Dir, ImportPath, Name              string
	GoFiles                            []string
	Imports, TestImports, XTestImports []string
}

// list finds the packages of some folders; with "/..." after a name, those below it too. Packages that import testing count as tests.
func list(root string, dirs []string) (map[string]pkg, error) {
	args := []string{"list", "-json=Dir,ImportPath,Name,GoFiles,Imports,TestImports,XTestImports"}
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
		if !slices.Contains(p.Imports, "testing") {
			packages[filepath.ToSlash(dir)] = p
		}
	}
}

// judges judges mutants by running tests.
type judges struct {
	root     string
	packages map[string]pkg
	folder   string              // where the compiled tests of woven packages are
	tests    map[string][]test   // by folder
	reach    map[int]map[id]bool // the tests that reach a mutant
}

func newJudges(root, folder string) *judges {
	return &judges{root: root, folder: folder, tests: map[string][]test{}, reach: map[int]map[id]bool{}}
}

// seen says of a survivor that no test reaches it.
func (j *judges) seen(m mutant) string {
	if m.woven && len(j.reach[m.number]) == 0 {
		return "(no test comes here)"
	}
	return ""
}

// id names a test in a folder.
type id struct{ dir, test string }

// A test of a package, and how long it takes without a mutant.
type test struct {
	name  string
	takes time.Duration
}

// dependents returns the listed packages that import dir's directly, the quickest first.
func (j *judges) dependents(dir string) []string {
	var found []string
	for other, p := range j.packages {
		uses := slices.Concat(p.Imports, p.TestImports, p.XTestImports)
		if other != dir && slices.Contains(uses, j.packages[dir].ImportPath) {
			found = append(found, other)
		}
	}
	return j.quickest(found)
}

func (j *judges) quickest(dirs []string) []string {
	slices.SortFunc(dirs, func(a, b string) int {
		if d := total(j.tests[a]) - total(j.tests[b]); d != 0 {
			return int(d)
		}
		return strings.Compare(a, b)
	})
	return dirs
}

func total(tests []test) time.Duration {
	var sum time.Duration
	for _, t := range tests {
		sum += t.takes
	}
	return sum
}

// The verdicts on a mutant. One that does not compile is not counted.
const (
	killed   = "killed"
	survived = "survived"
	broken   = "does not compile"
)

// judge runs the tests that reach a mutant: those of its own package, then those of others.
func (j *judges) judge(ctx context.Context, m mutant) (string, error) {
	if !m.woven {
		return j.judgeAlone(ctx, m)
	}
	dirs := []string{m.dir()}
	for dir := range j.packages {
		if dir != m.dir() {
			dirs = append(dirs, dir)
		}
	}
	j.quickest(dirs[1:])
	for _, dir := range dirs {
		for _, group := range j.groups(dir, m.number) {
			noticed, err := j.notices(ctx, dir, group, m.number)
			if err != nil {
				return "", err
			}
			if noticed {
				return killed, nil
			}
		}
	}
	return survived, nil
}

// groups returns the tests of a folder that reach a mutant, the quick ones before the slow ones.
func (j *judges) groups(dir string, number int) [][]test {
	var quick, slow []test
	for _, t := range j.tests[dir] {
		switch {
		case !j.reach[number][id{dir, t.name}]:
		case t.takes < time.Second:
			quick = append(quick, t)
		default:
			slow = append(slow, t)
		}
	}
	return slices.DeleteFunc([][]test{quick, slow}, func(g []test) bool { return len(g) == 0 })
}

// notices reports whether tests fail with a mutant and pass without it. Tests that fail either way say nothing, so they
// are tried three times.
func (j *judges) notices(ctx context.Context, dir string, tests []test, number int) (bool, error) {
	for range 3 {
		if _, err := j.woven(ctx, dir, tests, number, ""); err == nil || ctx.Err() != nil {
			return false, ctx.Err()
		}
		if _, err := j.woven(ctx, dir, tests, 0, ""); err == nil || ctx.Err() != nil {
			return true, ctx.Err()
		}
	}
	return false, nil
}

// woven runs tests of a woven package with one mutant enabled; 0 is none.
func (j *judges) woven(ctx context.Context, dir string, tests []test, number int, reached string) (string, error) {
	names := make([]string, len(tests))
	for i, t := range tests {
		names[i] = t.name
	}
	limit := 20*time.Second + 10*total(tests)
	cmd := exec.CommandContext(ctx, j.binary(dir), "-test.failfast", "-test.timeout", limit.String(), "-test.run", "^("+strings.Join(names, "|")+")$")
	cmd.Env = append(os.Environ(), fmt.Sprint("LEDE_MUTANT=", number), "LEDE_MUTANTS_REACHED="+reached)
	return output(cmd, filepath.Join(j.root, dir))
}

func (j *judges) binary(dir string) string {
	return filepath.Join(j.folder, strings.ReplaceAll(dir, "/", "_")+".test")
}

// judgeAlone compiles a mutant that cannot be woven, and runs the tests of its package and of its importers.
func (j *judges) judgeAlone(ctx context.Context, m mutant) (string, error) {
	folder, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	overlay, err := overlay(folder, j.root, map[string][]byte{m.file: m.mutated()})
	if err != nil {
		return "", err
	}
	for _, dir := range append([]string{m.dir()}, j.dependents(m.dir())...) {
		limit := 30*time.Second + 5*total(j.tests[dir])
		cmd := exec.CommandContext(ctx, "go", "test", "-count=1", "-failfast", "-vet=off", "-ldflags=-s -w",
			"-timeout", limit.String(), "-overlay", overlay, "./"+dir)
		out, err := output(cmd, j.root)
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

// overlay writes files into a folder, and the list that makes the go command read them in place of the module's.
func overlay(folder, root string, files map[string][]byte) (string, error) {
	replace := map[string]string{}
	for name, text := range files {
		path := filepath.Join(folder, fmt.Sprint(len(replace), ".go"))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return "", err
		}
		replace[filepath.Join(root, name)] = path
	}
	path := filepath.Join(folder, "overlay.json")
	text, err := json.Marshal(map[string]any{"Replace": replace})
	return path, errors.Join(err, os.WriteFile(path, text, 0o600))
}

// output runs a command, and ends the processes it leaves running.
func output(cmd *exec.Cmd, dir string) (string, error) {
	cmd.Dir, cmd.WaitDelay = dir, 5*time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	end := ownGroup(cmd)
	defer end()
	err := cmd.Run()
	return out.String(), err
}
