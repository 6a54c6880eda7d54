package config

import (
	"path/filepath"
	"strings"

	"lede/problem"
)

// A shell expands ~ only at the beginning of a path, and not in a settings file, nor in those of
// Docker and systemd. Left alone, it would name a folder "~".

// withHome returns a path with a leading ~ replaced by the home folder.
func withHome(path, home string) (string, *problem.Problem) {
	rest, ok := strings.CutPrefix(path, "~")
	switch {
	case !ok:
		return path, nil
	case home == "", rest != "" && !strings.HasPrefix(rest, "/"):
		return "", noHome.With("value", path)
	}
	return filepath.Join(home, rest), nil
}

// pathsWithHome does the same with the value of a setting that is a path or a list of paths.
func pathsWithHome(name, value, home string) (string, *problem.Problem) {
	if name != "LEDE_STORE" && name != "LEDE_ARTICLES" && !strings.HasSuffix(name, fileSuffix) {
		return value, nil
	}
	parts := strings.Split(value, ",")
	if name != "LEDE_ARTICLES" {
		parts = []string{value}
	}
	for i, part := range parts {
		path, mistake := withHome(strings.TrimSpace(part), home)
		if mistake != nil {
			return "", mistake
		}
		parts[i] = path
	}
	return strings.Join(parts, ","), nil
}
