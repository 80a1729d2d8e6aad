import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as pb from '@pulumi/pulumi/proto/provider_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { diffResponse } from './diff-response';
import type { ResourceName, StandIn, Stored } from './stand-in';
import type { Properties } from './wire';
import { equal, plainProperties } from './wire';

/**
 * Serves a stand-in to the engine, which learns the port from stdout.
 *
 * Not by `main` of `@pulumi/pulumi/provider`: that one keeps Configure to itself, so a provider that the program makes
 * with a kubeconfig or namespace of its own would never hear of them; nor does it hand on the old inputs.
 */
export function serve(standIn: StandIn): void {
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  server.addService(ResourceProviderService, { ...setUp(standIn), ...lifeCycle(standIn) });
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

function setUp(standIn: StandIn) {
  return {
    getPluginInfo: unary((_: Empty) => filled(new PluginInfo(), info => info.setVersion(standIn.version))),
    getSchema: unary((_: pb.GetSchemaRequest) => filled(new pb.GetSchemaResponse(), schema => schema.setSchema('{}'))),
    attach: unary((_: unknown) => new Empty()),
    cancel: unary((_: Empty) => new Empty()),
    checkConfig: unary((request: pb.CheckRequest) =>
      filled(new pb.CheckResponse(), checked => checked.setInputs(request.getNews())),
    ),
    diffConfig: unary((request: pb.DiffRequest) => {
      const same = equal(properties(request.getOldInputs()), properties(request.getNews()));
      const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
      return filled(new pb.DiffResponse(), diff => diff.setChanges(same ? DIFF_NONE : DIFF_SOME));
    }),
    configure: unary((request: pb.ConfigureRequest) => {
      standIn.configure(plainProperties(properties(request.getArgs())));
      // Resources and outputs are left out: the engine then sends plain values, secrets and unknowns only.
      return filled(new pb.ConfigureResponse(), answer => answer.setAcceptsecrets(true));
    }),
    invoke: unary(async (request: pb.InvokeRequest) => {
      const result = await standIn.invoke(request.getTok(), plainProperties(properties(request.getArgs())));
      return filled(new pb.InvokeResponse(), answer => answer.setReturn(struct(result)));
    }),
  };
}

function lifeCycle(standIn: StandIn) {
  return {
    check: unary(async (request: pb.CheckRequest) => {
      const olds = request.hasOlds() ? properties(request.getOlds()) : undefined;
      const isNew = olds === undefined || Object.keys(olds).length === 0;
      const news = properties(request.getNews());
      const inputs = await standIn.check(resourceName(request.getUrn()), news, isNew ? undefined : olds);
      return filled(new pb.CheckResponse(), checked => checked.setInputs(struct(inputs)));
    }),
    diff: unary(async (request: pb.DiffRequest) => {
      const stored = storedOf(request.getId(), request.getOldInputs(), request.getOlds());
      return diffResponse(await standIn.diff(resourceName(request.getUrn()), stored, properties(request.getNews())));
    }),
    create: unary(async (request: pb.CreateRequest) => {
      const inputs = properties(request.getProperties());
      const { id, outputs } = await standIn.create(resourceName(request.getUrn()), inputs);
      return filled(new pb.CreateResponse(), created => {
        created.setId(id);
        created.setProperties(struct(outputs));
      });
    }),
    read: unary(async (request: pb.ReadRequest) => {
      const stored = storedOf(request.getId(), request.getInputs(), request.getProperties());
      const found = await standIn.read(resourceName(request.getUrn()), stored);
      return filled(new pb.ReadResponse(), answer => {
        if (found === undefined) return;
        answer.setId(stored.id);
        answer.setInputs(struct(found.inputs));
        answer.setProperties(struct(found.outputs));
      });
    }),
    update: unary(async (request: pb.UpdateRequest) => {
      const stored = storedOf(request.getId(), request.getOldInputs(), request.getOlds());
      const outputs = await standIn.update(resourceName(request.getUrn()), stored, properties(request.getNews()));
      return filled(new pb.UpdateResponse(), updated => updated.setProperties(struct(outputs)));
    }),
    delete: unary(async (request: pb.DeleteRequest) => {
      const stored = storedOf(request.getId(), request.getOldInputs(), request.getProperties());
      await standIn.delete(resourceName(request.getUrn()), stored);
      return new Empty();
    }),
  };
}

function unary<Request, Response>(answer: (request: Request) => Response | Promise<Response>) {
  return ({ request }: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    Promise.resolve(request)
      .then(answer)
      .then(
        response => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
        },
      );
  };
}

function filled<Message>(message: Message, fill: (message: Message) => void): Message {
  fill(message);
  return message;
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
function resourceName(urn: string): ResourceName {
  const [, , types = '', ...name] = urn.split('::');
  return { type: types.slice(types.lastIndexOf('$') + 1), name: name.join('::') };
}

const storedOf = (id: string, inputs: Struct | undefined, outputs: Struct | undefined): Stored => ({
  id,
  inputs: properties(inputs),
  outputs: properties(outputs),
});

const properties = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};

const struct = (value: Properties): Struct => Struct.fromJavaScript(value);
