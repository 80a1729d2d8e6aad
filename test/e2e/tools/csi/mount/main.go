// Stands in for what a node does with SecretProviderClasses: reads one request as JSON on each line of stdin, with the
// class and the texts of remote secrets by name, and prints the files and the data of Secrets that come of it. Classes
// are read as the driver reads them and `objects` by the parser and the JMESPath of its AWS provider, whose own module
// is in no proxy; Secrets are made by the driver's own code.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jmespath/go-jmespath"
	v1 "sigs.k8s.io/secrets-store-csi-driver/apis/v1"
	"sigs.k8s.io/secrets-store-csi-driver/pkg/util/secretutil"
	"sigs.k8s.io/yaml"
)

type request struct {
	Class   v1.SecretProviderClass `json:"class"`
	Secrets map[string]string      `json:"secrets"`
}

type object struct {
	ObjectName  string `json:"objectName"`
	ObjectAlias string `json:"objectAlias"`
	JMESPath    []struct {
		Path        string `json:"path"`
		ObjectAlias string `json:"objectAlias"`
	} `json:"jmesPath"`
}

type answer struct {
	Files   map[string]string            `json:"files"`
	Secrets map[string]map[string]string `json:"secrets"`
	Error   string                       `json:"error,omitempty"`
}

func filesOf(req request) (map[string]string, error) {
	var objects []object
	if err := yaml.Unmarshal([]byte(req.Class.Spec.Parameters["objects"]), &objects); err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, o := range objects {
		text, found := req.Secrets[o.ObjectName]
		if !found {
			return nil, fmt.Errorf("there is no secret %s", o.ObjectName)
		}
		files[o.ObjectAlias] = text
		for _, part := range o.JMESPath {
			var data any
			if err := json.Unmarshal([]byte(text), &data); err != nil {
				return nil, err
			}
			found, err := jmespath.Search(part.Path, data)
			if err != nil {
				return nil, err
			}
			value, isText := found.(string)
			if !isText {
				return nil, fmt.Errorf("%s is no text", part.Path)
			}
			files[part.ObjectAlias] = value
		}
	}
	return files, nil
}

func secretsOf(req request, files map[string]string) (map[string]map[string]string, error) {
	folder, err := os.MkdirTemp("", "mount-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	paths := map[string]string{}
	for name, content := range files {
		paths[name] = filepath.Join(folder, name)
		if err := os.WriteFile(paths[name], []byte(content), 0o600); err != nil {
			return nil, err
		}
	}
	secrets := map[string]map[string]string{}
	for _, o := range req.Class.Spec.SecretObjects {
		if err := secretutil.ValidateSecretObject(*o); err != nil {
			return nil, err
		}
		data, err := secretutil.GetSecretData(o.Data, secretutil.GetSecretType(o.Type), paths)
		if err != nil {
			return nil, err
		}
		secrets[o.SecretName] = map[string]string{}
		for key, value := range data {
			secrets[o.SecretName][key] = string(value)
		}
	}
	return secrets, nil
}

func answerTo(line string) answer {
	var req request
	decoder := json.NewDecoder(strings.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&req); err != nil {
		return answer{Error: err.Error()}
	}
	files, err := filesOf(req)
	if err != nil {
		return answer{Error: err.Error()}
	}
	secrets, err := secretsOf(req, files)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Files: files, Secrets: secrets}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	output := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		if err := output.Encode(answerTo(lines.Text())); err != nil {
			panic(err)
		}
	}
}
