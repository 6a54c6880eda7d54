package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/joho/godotenv"
)

const (
	maxFile  = 1 << 20 // bytes of a file of settings that are read: far more than there are settings
	maxLines = 100     // of one value
)

// places is where settings of the file stand, by name: “line 3 of lede.env”. Those of the environment have none.
type places map[string]string

// in adds to a mistake, which begins with the name of a setting, where that stands.
func (p places) in(mistake error) error {
	name, rest, _ := strings.Cut(mistake.Error(), " ")
	place, ok := p[name]
	if !ok {
		return mistake
	}
	return errors.New(name + " (" + place + ") " + rest)
}

// addFile adds the values of a file that the environment does not set.
func addFile(values map[string]string, places places, path string) []error {
	f, err := os.Open(path)
	if err != nil {
		return []error{fmt.Errorf("%s names %s, which cannot be read (%v): correct the path or unset it", fileSetting, path, cause(err))}
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return []error{fmt.Errorf("%s names %s, which cannot be read (%v): correct the path or unset it", fileSetting, path, cause(err))}
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(b), "\ufeff"), "\r\n", "\n") // as Windows writes it
	var mistakes []error
	for _, s := range statements(text) {
		if s.wrong != "" {
			mistakes = append(mistakes, fmt.Errorf("%s names %s, where line %d %s", fileSetting, path, s.line, s.wrong))
			continue
		}
		for name, value := range s.values {
			if _, ok := values[name]; !ok || places[name] != "" {
				places[name] = fmt.Sprintf("line %d of %s", s.line, path)
				values[name] = value
			}
		}
	}
	if mistakes != nil {
		return mistakes // with the values of the other lines, so that what is wrong with them is told too
	}
	// As a whole, since a value may hold another by its name.
	file, err := godotenv.Unmarshal(text)
	if err != nil {
		// The library's message quotes the rest of the file, secrets included.
		return []error{fmt.Errorf("%s names %s, which is not a list of NAME=value lines: see .env.example for the form", fileSetting, path)}
	}
	for name, value := range file {
		if places[name] != "" {
			values[name] = value
		}
	}
	return nil
}

// statement is one setting of a file, with the line at which it begins.
type statement struct {
	line   int
	values map[string]string
	wrong  string // what is wrong and what to do; "" when it can be read
}

// named is how a line begins that sets something.
var named = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z0-9_.]+)\s*([=:]?)`)

// statements takes a file apart. A value between quotation marks may take several lines. What is wrong with a line is
// said without its value, which may be a secret.
func statements(text string) (list []statement) {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if trimmed := strings.TrimSpace(lines[i]); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		s := statement{line: i + 1}
		begin := named.FindStringSubmatch(lines[i])
		if begin == nil || begin[2] == "" {
			s.wrong = "is not of the form NAME=value: see .env.example, and put # before a remark"
			if begin != nil && strings.HasPrefix(begin[1], prefix) { // else it may be the rest of a secret
				s.wrong = "(" + begin[1] + ") has no = after the name: write " + begin[1] + "=value, or put # before a remark"
			}
			list = append(list, s)
			continue
		}
		values, err := godotenv.Unmarshal(lines[i])
		last := i
		for err != nil && quoteOpens(lines[i]) && last+1 < min(len(lines), i+maxLines) {
			last++
			values, err = godotenv.Unmarshal(strings.Join(lines[i:last+1], "\n"))
		}
		switch {
		case err == nil:
			s.values, i = values, last
		case quoteOpens(lines[i]):
			s.wrong = "(" + begin[1] + ") opens a quotation mark that is not closed: close it, or put the value between '…' if it holds one"
		default:
			s.wrong = "(" + begin[1] + ") cannot be read: write " + begin[1] + "=value, with the value between '…' if it holds spaces or signs"
		}
		list = append(list, s)
	}
	return list
}

// quoteOpens tells whether the value on a line begins with a quotation mark.
func quoteOpens(line string) bool {
	value := strings.TrimSpace(line[strings.IndexAny(line, "=:")+1:])
	return strings.HasPrefix(value, `"`) || strings.HasPrefix(value, "'")
}

// nearest is the known name that a wrong one most likely stands for; "" for none.
func nearest(wrong string, known []string) string {
	bare := func(name string) string { return strings.TrimPrefix(strings.ToUpper(name), prefix) }
	typed := strings.NewReplacer("-", "_", ".", "_").Replace(bare(wrong))
	const shortest = 3 // of what may stand for a longer name, such as TOKEN
	best, least := "", len(typed)/3+1
	for _, name := range known {
		d := distance(typed, bare(name))
		if len(typed) >= shortest && strings.Contains(bare(name), typed) {
			d = min(d, 1)
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is how many letters have to be changed, put in or left out, neighbours that changed places counting once.
func distance(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	var twoBefore []int
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		twoBefore, before, row = before, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], twoBefore[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
