package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// journal stores verdicts between runs, as lines of JSON. A killed mutant is not run again while its file stays
// unchanged; a survivor is run again as soon as any relevant test changes.
type journal struct {
	mutex   sync.Mutex
	file    *os.File
	entries map[string]entry
}

type entry struct {
	Mutant  string `json:"mutant"`
	Verdict string `json:"verdict"`
	Tests   string `json:"tests"` // a sum of the judging tests
}

func openJournal(path string, fresh bool) (*journal, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	mode := os.O_RDWR | os.O_CREATE | os.O_APPEND
	if fresh {
		mode |= os.O_TRUNC
	}
	file, err := os.OpenFile(path, mode, 0o600)
	if err != nil {
		return nil, err
	}
	j := &journal{file: file, entries: map[string]entry{}}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) == nil { // the last line of an interrupted run may be cut
			j.entries[e.Mutant] = e
		}
	}
	return j, lines.Err()
}

func (j *journal) verdict(id, tests string) string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if e := j.entries[id]; e.Verdict != survived || e.Tests == tests {
		return e.Verdict
	}
	return ""
}

func (j *journal) write(e entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.entries[e.Mutant] = e
	_, err = j.file.Write(append(line, '\n'))
	return err
}

// testsSum returns a checksum of the test files of some folders.
func testsSum(root string, dirs []string) (string, error) {
	sum := sha256.New()
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(root, dir, "*_test.go"))
		if err != nil {
			return "", err
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				return "", err
			}
			_, _ = io.Copy(sum, strings.NewReader(name+"\x00"+string(text)))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:12]), nil
}
