package release

import (
	"errors"
	"regexp"
)

// Version returns the version in the newest heading of a change log: 0.9.0-dev for
// "## 0.9.0 – unreleased", 0.9.0 for "## 0.9.0 – 2027-01-15".
func Version(changes []byte) (string, error) {
	heading := regexp.MustCompile(`(?m)^## ((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)) – (unreleased|\d{4}-\d{2}-\d{2})$`).FindSubmatch(changes)
	if heading == nil {
		return "", errors.New("the change log has no heading with a version and a day")
	}
	version := string(heading[1])
	if string(heading[2]) == "unreleased" {
		version += "-dev"
	}
	return version, nil
}
