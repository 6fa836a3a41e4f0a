package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
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
	return addressOf(i), ""
}

// addressOf asks a running desk for an address; "" if none answers. One question in words of
// HTTP/1.0 to this machine needs no client: that of net/http would add its transports,
// proxies, cookies and domain names to the program.
func addressOf(i instance) string {
	conn, err := net.DialTCP("tcp4", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: i.Port})
	if err != nil {
		return ""
	}
	defer conn.Close()
	if conn.SetDeadline(time.Now().Add(2*time.Second)) != nil {
		return ""
	}
	if _, err := fmt.Fprintf(conn, "POST /another HTTP/1.0\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n%s", i.Port, len(i.Secret), i.Secret); err != nil {
		return ""
	}
	answer, err := io.ReadAll(io.LimitReader(conn, 4000))
	if err != nil {
		return ""
	}
	head, address, _ := strings.Cut(string(answer), "\r\n\r\n")
	if status := strings.Fields(head); len(status) < 2 || status[1] != "200" {
		return ""
	}
	if !strings.HasPrefix(address, fmt.Sprintf("http://127.0.0.1:%d/?token=", i.Port)) {
		return "" // another program has the port of a desk that was killed
	}
	return address
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
