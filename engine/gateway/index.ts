export { ListenError, serveGateway, type GatewayOptions, type RunningGateway } from './serve.ts';
