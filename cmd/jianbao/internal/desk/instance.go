package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// instance is the record of a running desk in its folder, readable by its user alone. A
// second desk on the folder asks the first one for an address instead of serving.
type instance struct {
	Host   string `json:"host"`
	Port   int    `json:"port"`
	Secret string `json:"secret"`
}

// recordName is the name of the record below the desk's folder.
const recordName = own + "/desk.json"

// running returns an address of the desk that already serves a folder; "" if there is
// none. other is the host of a record that was written on another machine.
func running(folder string) (address, other string) {
	data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(recordName)))
	var i instance
	if err != nil || json.Unmarshal(data, &i) != nil || i.Port <= 0 || i.Port > 65535 {
		return "", ""
	}
	if name, err := os.Hostname(); err != nil || name != i.Host {
		return "", i.Host
	}
	r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:"+strconv.Itoa(i.Port)+"/another", strings.NewReader(i.Secret))
	if err != nil {
		return "", ""
	}
	client := http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{Proxy: nil}}
	answer, err := client.Do(r)
	if err != nil {
		return "", ""
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1000))
	if err != nil || answer.StatusCode != http.StatusOK {
		return "", ""
	}
	return string(text), ""
}

// record writes the record of this desk; remove takes it away.
func (s *server) record() error {
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	s.secret = rand.Text() + rand.Text()
	data, err := json.Marshal(instance{host, s.guard.port, s.secret})
	if err != nil {
		return err
	}
	dir := filepath.Join(s.options.Folder, own)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	path := filepath.Join(s.options.Folder, filepath.FromSlash(recordName))
	os.Remove(path) // its mode is to be that of a new file
	return os.WriteFile(path, data, 0o600)
}

// unrecord removes the record, if it is still this desk's.
func (s *server) unrecord() {
	path := filepath.Join(s.options.Folder, filepath.FromSlash(recordName))
	data, err := os.ReadFile(path)
	var i instance
	if err == nil && json.Unmarshal(data, &i) == nil && i.Secret == s.secret {
		os.Remove(path)
	}
}

// another gives a second desk an address, if it knows the secret of the record.
func (s *server) another(w http.ResponseWriter, r *http.Request) {
	headers(w.Header())
	secret, err := io.ReadAll(io.LimitReader(r.Body, 1000))
	if err != nil || r.Host != s.guard.host() || r.Header.Get("Origin") != "" || r.Header.Get("Sec-Fetch-Site") != "" ||
		s.secret == "" || subtle.ConstantTimeCompare(secret, []byte(s.secret)) != 1 {
		http.Error(w, "refused", http.StatusForbidden)
		return
	}
	s.mu.Lock()
	s.alone = time.Now()
	s.mu.Unlock()
	io.WriteString(w, s.guard.address())
}
