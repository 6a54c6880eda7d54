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
	maxFile  = 1 << 20 // bytes of a file of settings that are read: far more than there are settings
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
	text := strings.ReplaceAll(strings.TrimPrefix(string(b), "\ufeff"), "\r\n", "\n") // as Windows writes it
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
		return mistakes // with the values of the other lines, so that what is wrong with them is told too
	}
	// As a whole, since a value may hold another by its name.
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

// statement is one setting of a file, with the line at which it begins.
type statement struct {
	line   int
	values map[string]string
	wrong  *problem.Problem // nil when it can be read
	name   string           // that the line sets, for wrong; "" when it may be part of a secret
}

// What can be wrong with a line. The name is that of the setting, the setting is LEDE_CONFIG.
var (
	lineForm       = problem.New("config.line-form")
	lineAssigns    = problem.New("config.line-assigns")
	lineQuote      = problem.New("config.line-quote")
	lineUnreadable = problem.New("config.line-unreadable")
)

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
