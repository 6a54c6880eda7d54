package config

import (
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"lede/problem"

	"github.com/joho/godotenv"
)

const (
	maxFile  = 1 << 20 // bytes that are read of a settings file: far more than there are settings
	maxLines = 100     // of one value
)

// addFile adds the values of a file that the environment does not set.
func addFile(values map[string]string, places places, path string) []error {
	f, err := os.Open(path)
	if err != nil {
		return []error{problem.New("config.unreadable", "setting", fileSetting, "path", path).Because(cause(err))}
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return []error{problem.New("config.unreadable", "setting", fileSetting, "path", path).Because(cause(err))}
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(b), "\ufeff"), "\r\n", "\n") // line endings of Windows
	var mistakes []error
	for _, s := range statements(text) {
		if s.wrong != nil {
			mistakes = append(mistakes, s.wrong.With("setting", fileSetting, "path", path, "line", strconv.Itoa(s.line), "name", s.name))
			continue
		}
		for name, value := range s.values {
			_, ours := places[name]
			if _, set := values[name]; !set || ours {
				places[name] = place{path, s.line}
				values[name] = value
			}
		}
	}
	if mistakes != nil {
		return mistakes // the values of the other lines are kept, so that their mistakes are reported too
	}
	// The whole file is parsed at once, since a value may refer to another by name.
	file, err := godotenv.Unmarshal(text)
	if err != nil {
		// The library's message quotes the rest of the file, secrets included.
		return []error{problem.New("config.form", "setting", fileSetting, "path", path)}
	}
	for name, value := range file {
		if _, ours := places[name]; ours {
			values[name] = value
		}
	}
	return nil
}

// statement is one setting of a file, with the number of its first line.
type statement struct {
	line   int
	values map[string]string
	wrong  *problem.Problem // nil when it can be read
	name   string           // the setting of the line, for wrong; "" when it may be part of a secret
}

// The mistakes in a line. The name is that of the setting; the setting is LEDE_CONFIG.
var (
	lineForm       = problem.New("config.line-form")
	lineAssigns    = problem.New("config.line-assigns")
	lineQuote      = problem.New("config.line-quote")
	lineUnreadable = problem.New("config.line-unreadable")
)

// named matches the beginning of a line that sets something.
var named = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z0-9_.]+)\s*([=:]?)`)

// statements splits a file into settings. A value in quotation marks may span several lines. A mistake is reported
// without the value of its line, which may be a secret.
func statements(text string) (list []statement) {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if trimmed := strings.TrimSpace(lines[i]); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		s := statement{line: i + 1}
		begin := named.FindStringSubmatch(lines[i])
		if begin == nil || begin[2] == "" {
			s.wrong = lineForm
			if begin != nil && strings.HasPrefix(begin[1], prefix) { // else it may be the rest of a secret
				s.wrong, s.name = lineAssigns, begin[1]
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
			s.wrong, s.name = lineQuote, begin[1]
		default:
			s.wrong, s.name = lineUnreadable, begin[1]
		}
		list = append(list, s)
	}
	return list
}

// quoteOpens reports whether the value on a line begins with a quotation mark.
func quoteOpens(line string) bool {
	value := strings.TrimSpace(line[strings.IndexAny(line, "=:")+1:])
	return strings.HasPrefix(value, `"`) || strings.HasPrefix(value, "'")
}
