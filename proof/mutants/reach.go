package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// prepare compiles the tests of all packages with the mutants woven in, runs each test by itself without a mutant, and records how
// long it takes and which mutants it reaches.
func (j *judges) prepare(ctx context.Context, woven map[string][]byte) error {
	for file := range woven {
		dir := filepath.Dir(file)
		woven[dir+"/lede_mutants.go"] = fmt.Appendf(nil, switches, j.packages[dir].Name)
	}
	overlay, err := overlay(j.folder, j.root, woven)
	if err != nil {
		return err
	}
	for dir := range j.packages {
		if err := j.compile(ctx, dir, overlay); err != nil {
			return err
		}
		for i, t := range j.tests[dir] {
			if j.tests[dir][i].takes, err = j.trace(ctx, dir, t); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *judges) compile(ctx context.Context, dir, overlay string) error {
	binary := j.binary(dir)
	args := []string{"test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay", overlay, "-o", binary, "./" + dir}
	if out, err := output(exec.CommandContext(ctx, "go", args...), j.root); err != nil {
		return fmt.Errorf("compiling the tests of %s: %w\n%s", dir, err, out)
	}
	if _, err := os.Stat(binary); err != nil {
		return nil // it has no tests
	}
	out, err := output(exec.CommandContext(ctx, binary, "-test.list", "^(Test|Fuzz|Example)"), filepath.Join(j.root, dir))
	if err != nil {
		return fmt.Errorf("listing the tests of %s: %w\n%s", dir, err, out)
	}
	for name := range strings.FieldsSeq(out) {
		j.tests[dir] = append(j.tests[dir], test{name: name, takes: time.Minute})
	}
	return nil
}

// trace runs one test, which must pass, up to three times: the machine may be busy.
func (j *judges) trace(ctx context.Context, dir string, t test) (time.Duration, error) {
	reached := filepath.Join(j.folder, "reached")
	var out string
	var err error
	for range 3 {
		_ = os.Remove(reached)
		began := time.Now()
		if out, err = j.woven(ctx, dir, []test{t}, 0, reached); err == nil {
			return time.Since(began), j.note(id{dir, t.name}, reached)
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
	}
	return 0, fmt.Errorf("%s of %s fails without any mistake: %w\n%s", t.name, dir, err, out)
}

func (j *judges) note(test id, reached string) error {
	text, err := os.ReadFile(reached)
	if os.IsNotExist(err) {
		return nil
	}
	for line := range strings.FieldsSeq(string(text)) {
		number, err := strconv.Atoi(line)
		if err != nil {
			return err
		}
		if j.reach[number] == nil {
			j.reach[number] = map[id]bool{}
		}
		j.reach[number][test] = true
	}
	return err
}
