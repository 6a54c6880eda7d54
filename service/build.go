package service

import "runtime"

// Build identifies the running program.
type Build struct {
	Version string
	Commit  string // "" if it is not known
}

// String returns the version, the commit, and the toolchain and platform of the build.
func (b Build) String() string {
	line := b.Version
	if b.Commit != "" {
		line += " (" + b.Commit + ")"
	}
	return line + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}
