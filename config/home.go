package config

import (
	"path/filepath"
	"strings"

	"lede/problem"
)

// A shell writes the home folder in place of ~ only where it sees a path begin, which it does not in a file of settings, nor in
// Docker's and systemd's. Taken as it stands, it would be a folder of that name.

// homeOf is the home folder by an environment; "" when it does not say.
func homeOf(environ []string) (home string) {
	for _, pair := range environ {
		if value, ok := strings.CutPrefix(pair, "HOME="); ok {
			home = value
		}
	}
	return home
}

// withHome returns a path with the home folder in place of a ~ at its beginning.
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

// pathsWithHome does the same with the value of a setting, if it is a path or a list of paths.
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
